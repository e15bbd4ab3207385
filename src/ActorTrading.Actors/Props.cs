using System.Linq.Expressions;
using ActorTrading.Actors.Dispatch;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Recipe for an actor; immutable, shared freely, used again on each restart.</summary>
public sealed record Props
{
    private const int FromSystem = 0;
    private readonly Func<ActorBase> _producer;

    private Props(Type type, Func<ActorBase> producer, object?[] arguments)
    {
        Type = type;
        _producer = producer;
        Arguments = arguments;
    }

    public Type Type { get; }

    public object?[] Arguments { get; }

    /// <summary>Null: the actor's own.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    public string Mailbox { get; private init; } = string.Empty;

    public string Dispatcher { get; private init; } = string.Empty;

    private MessageDispatcher? OwnDispatcher { get; init; }

    internal int StashCapacityOrUnlimited { get; private init; } = -1;

    private int BoundedCapacity { get; init; } = FromSystem;

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
        var make = Compile(constructor);
        return new Props(constructor.DeclaringType!, () => make(arguments), arguments) { SupervisorStrategy = supervisorStrategy };
    }

    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), static () => new TActor(), []) { SupervisorStrategy = supervisorStrategy };

    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(ActorBase).IsAssignableFrom(type))
        {
            throw new ArgumentException($"{type} is no actor: it must derive from ActorBase.", nameof(type));
        }

        return new Props(type, () => (ActorBase)Activator.CreateInstance(type, args)!, args);
    }

    /// <summary>From a factory that runs once per instance, in the new actor's turn.</summary>
    public static Props CreateBy<TActor>(Func<TActor> factory)
        where TActor : ActorBase => new(typeof(TActor), factory, []);

    public Props WithSupervisorStrategy(SupervisorStrategy strategy) => this with { SupervisorStrategy = strategy };

    /// <param name="mailbox">A name from <see cref="ActorSystemOptions.BoundedMailboxes"/>, or <c>akka.actor.default-mailbox</c>.</param>
    public Props WithMailbox(string mailbox) => this with { Mailbox = mailbox };

    /// <param name="dispatcher">A name from <see cref="ActorSystemOptions.Dispatchers"/>; any other means <see cref="ActorSystemOptions.Dispatcher"/>.</param>
    public Props WithDispatcher(string dispatcher) => this with { Dispatcher = dispatcher };

    /// <param name="capacity">Messages the stash holds at most; -1 = no limit.</param>
    public Props WithStashCapacity(int capacity) => this with { StashCapacityOrUnlimited = capacity };

    public bool Equals(Props? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal Props WithDispatcher(MessageDispatcher dispatcher) => this with { OwnDispatcher = dispatcher };

    internal MessageDispatcher? DispatcherOf(ActorSystemImpl system) => OwnDispatcher
        ?? (Dispatcher.Length > 0 && system.Options.Dispatchers.TryGetValue(Dispatcher, out var named) ? named : system.Options.Dispatcher);

    internal ActorBase NewActor() => _producer() ?? throw new InvalidOperationException("The factory returned null.");

    /// <summary>0 = unbounded.</summary>
    internal int MailboxCapacity(ActorSystemImpl system) =>
        Mailbox.Length > 0 && system.Options.BoundedMailboxes.TryGetValue(Mailbox, out var capacity) ? capacity : BoundedCapacity;

    private static object? ValueOf(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: System.Reflection.FieldInfo field, Expression: var target } =>
            field.GetValue(target is null ? null : ValueOf(target)),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private static Func<object?[], ActorBase> Compile(System.Reflection.ConstructorInfo constructor)
    {
        var invoker = System.Reflection.ConstructorInvoker.Create(constructor);
        return arguments => (ActorBase)invoker.Invoke(arguments.AsSpan());
    }
}
