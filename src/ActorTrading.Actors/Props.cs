using System.Linq.Expressions;
using System.Reflection;
using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors;

/// <summary>
/// Recipe for an actor; immutable, shared freely, used again on each restart. Two are equal when they make the same actor from equal arguments
/// (or by the same factory) in the same setting.
/// </summary>
public sealed record Props
{
    /// <summary>An actor that knows no message.</summary>
    public static readonly Props Empty = Create<Internal.EmptyActor>();

    /// <inheritdoc cref="Empty"/>
    public static readonly Props None = Empty;

    private readonly Func<ActorBase> _produce;

    /// <summary>The factory itself; null when type and arguments say everything.</summary>
    private readonly object? _factory;

    private Props(Type type, Func<ActorBase> produce, object?[] arguments, object? factory = null)
    {
        Type = type;
        _produce = produce;
        _factory = factory;
        Arguments = arguments;
    }

    /// <summary>Of the actors that are made.</summary>
    public Type Type { get; }

    /// <summary>Name of the type with that of its assembly.</summary>
    public string TypeName => Type.AssemblyQualifiedName!;

    /// <summary>Given to the constructor of each incarnation; shared by all of them.</summary>
    public object?[] Arguments { get; }

    /// <summary>Null: the actor's own.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    /// <summary>Empty: the default.</summary>
    public string Mailbox { get; private init; } = string.Empty;

    /// <summary>Empty: the default.</summary>
    public string Dispatcher { get; private init; } = string.Empty;

    private MessageDispatcher? OwnDispatcher { get; init; }

    internal int StashCapacityOrUnlimited { get; private init; } = -1;

    /// <summary>From an expression <c>() =&gt; new MyActor(a, b)</c>; the arguments are evaluated once, here.</summary>
    /// <exception cref="ArgumentException">The expression is no constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
        {
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        }

        var arguments = call.Arguments.Select(static a => ValueOf(a)).ToArray();
        var invoker = ConstructorInvoker.Create(constructor);
        return new Props(constructor.DeclaringType!, () => (ActorBase)invoker.Invoke(arguments.AsSpan()), arguments) { SupervisorStrategy = supervisorStrategy };
    }

    /// <summary>By the constructor that takes <paramref name="args"/>; it is looked up when the actor starts.</summary>
    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <summary>Actors without arguments whose children's failures are answered by this strategy.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), static () => new TActor(), []) { SupervisorStrategy = supervisorStrategy };

    /// <inheritdoc cref="Create{TActor}(object?[])"/>
    /// <exception cref="ArgumentException">The type is no actor.</exception>
    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        args ??= [];
        if (!typeof(ActorBase).IsAssignableFrom(type))
        {
            throw new ArgumentException($"{type} is no actor: it must derive from ActorBase.", nameof(type));
        }

        return new Props(type, () => Activate(type, args), args);
    }

    /// <summary>From a factory that runs once per instance, in the new actor's turn.</summary>
    public static Props CreateBy<TActor>(Func<TActor> factory)
        where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new Props(typeof(TActor), factory, [], factory);
    }

    /// <param name="producer">Makes and releases the instances.</param>
    /// <param name="args">Only shown in <see cref="Arguments"/>.</param>
    public static Props CreateBy(IIndirectActorProducer producer, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(producer);
        return new Props(producer.ActorType, producer.Produce, args, producer);
    }

    /// <summary>By a producer that is made here with <paramref name="args"/>.</summary>
    public static Props CreateBy<TProducer>(params object?[] args)
        where TProducer : class, IIndirectActorProducer => CreateBy((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args)!, args);

    /// <summary>Comes before the strategy that the actor itself states.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => this with { SupervisorStrategy = supervisorStrategy };

    /// <param name="mailbox">A name from <see cref="ActorSystemOptions.Mailboxes"/> or one of Akka.NET's; an unknown one makes <see cref="IActorRefFactory.ActorOf"/> throw.</param>
    public Props WithMailbox(string mailbox) => this with { Mailbox = mailbox ?? string.Empty };

    /// <param name="dispatcher">A name from <see cref="ActorSystemOptions.Dispatchers"/> or one of Akka.NET's; an unknown one makes <see cref="IActorRefFactory.ActorOf"/> throw.</param>
    public Props WithDispatcher(string dispatcher) => this with { Dispatcher = dispatcher ?? string.Empty };

    /// <param name="stashCapacity">Messages the stash holds at most; -1 = no limit. An actor with <see cref="IWithUnboundedStash"/> ignores it.</param>
    public Props WithStashCapacity(int stashCapacity) => this with { StashCapacityOrUnlimited = stashCapacity };

    internal Props WithDispatcher(MessageDispatcher dispatcher) => this with { OwnDispatcher = dispatcher };

    internal MessageDispatcher? DispatcherOf(ActorSystem system) => OwnDispatcher ?? Dispatchers.Lookup(system.Options, Dispatcher);

    /// <summary>
    /// Two are equal when they make the same type from equal arguments (or by the same factory object), with the same mailbox, dispatcher,
    /// stash and strategy object.
    /// </summary>
    public bool Equals(Props? other) => ReferenceEquals(this, other) || (other is not null
        && Type == other.Type
        && Mailbox == other.Mailbox
        && Dispatcher == other.Dispatcher
        && ReferenceEquals(OwnDispatcher, other.OwnDispatcher)
        && StashCapacityOrUnlimited == other.StashCapacityOrUnlimited
        && ReferenceEquals(SupervisorStrategy, other.SupervisorStrategy)
        && Equals(_factory, other._factory)
        && Arguments.SequenceEqual(other.Arguments));

    /// <summary>From type, mailbox, dispatcher and the number of arguments.</summary>
    public override int GetHashCode() => HashCode.Combine(Type, Mailbox, Dispatcher, Arguments.Length);

    internal ActorBase NewActor() => _produce() ?? throw new InvalidOperationException("The factory returned null.");

    internal void Release(ActorBase actor) => (_factory as IIndirectActorProducer)?.Release(actor);

    /// <summary>Null: the kernel's own queue, the default.</summary>
    internal IMessageQueue? NewQueue(IActorRef owner, ActorSystem system)
    {
        var type = Mailboxes.Lookup(system.Options, Mailbox);
        return type is UnboundedMailbox ? null : type.Create(owner, system);
    }

    private static ActorBase Activate(Type type, object?[] args)
    {
        try
        {
            return (ActorBase)Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, null, args, null)!;
        }
        catch (MissingMethodException e)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {type} with {args.Length} args: ({string.Join(", ", args)})", e);
        }
    }

    private static object? ValueOf(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: var target } => field.GetValue(target is null ? null : ValueOf(target)),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
