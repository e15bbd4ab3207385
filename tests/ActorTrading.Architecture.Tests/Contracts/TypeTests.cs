using System.Reflection;
using System.Runtime.CompilerServices;

namespace ActorTrading.Architecture.Tests.Contracts;

public sealed class TypeTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly[] Assemblies =
    [
        .. new[] { "ActorTrading.Actors", "ActorTrading.Actors.TestKit", "ActorTrading.Market", "ActorTrading.Learning", "ActorTrading.Storage", "ActorTrading.Feeds", "ActorTrading.Engine", "actortrading" }
            .Select(Assembly.Load),
    ];

    /// <summary>Public classes that are made to be derived from though they can stand alone.</summary>
    private static readonly string[] MayBeDerived =
    [
        // Open in Akka.NET, whose vocabulary this is.
        "ActorTrading.Actors.ActorInitializationException", "ActorTrading.Actors.AllForOneStrategy", "ActorTrading.Actors.OneForOneStrategy",
        "ActorTrading.Actors.CoordinatedShutdown+Reason", "ActorTrading.Actors.TestKit.TestKit",
        "ActorTrading.Actors.TestKit.TestActors.BlackHoleActor", "ActorTrading.Actors.TestKit.TestActors.EchoActor",
        "ActorTrading.Actors.TestKit.TestActors.ForwardActor", "ActorTrading.Actors.TestKit.TestActors.UnhandledMessageActor",

        // What the options of journal and snapshots share.
        "ActorTrading.Storage.Sqlite.SqliteFileOptions", "ActorTrading.Storage.PostgreSql.PostgreSqlOptions",
    ];

    /// <summary>Settable for a reason, which is named.</summary>
    private static readonly string[] MayBeSet =
    [
        // The configuration of an actor without a class sets its hooks, in its own turn.
        "ActorTrading.Actors.Dsl.Act.OnPostRestart",
        "ActorTrading.Actors.Dsl.Act.OnPostStop",
        "ActorTrading.Actors.Dsl.Act.OnPreRestart",
        "ActorTrading.Actors.Dsl.Act.OnPreStart",
        "ActorTrading.Actors.Dsl.Act.Strategy",
        "ActorTrading.Actors.Dsl.IActorDsl.OnPostRestart",
        "ActorTrading.Actors.Dsl.IActorDsl.OnPostStop",
        "ActorTrading.Actors.Dsl.IActorDsl.OnPreRestart",
        "ActorTrading.Actors.Dsl.IActorDsl.OnPreStart",
        "ActorTrading.Actors.Dsl.IActorDsl.Strategy",

        // Akka.NET's way to hand an actor its timers and its stash.
        "ActorTrading.Actors.IWithTimers.Timers",
        "ActorTrading.Actors.IActorStash.Stash", "ActorTrading.Actors.Persistence.Eventsourced.Stash",
        "ActorTrading.Actors.UntypedActorWithStash.Stash", "ActorTrading.Actors.UntypedActorWithBoundedStash.Stash",
        "ActorTrading.Actors.UntypedActorWithUnboundedStash.Stash",

        // The clock reading is an argument: per batch, not per row.
        "ActorTrading.Market.Quality.BarGate.LatestPlausibleTime", "ActorTrading.Market.Quality.TickGate.LatestPlausibleTime",

        // The owner's ear for scores, which are no part of the predictor's state.
        "ActorTrading.Engine.Predictors.HorizonPredictor.Scored",
    ];

    private sealed class Sample
    {
        public int Settable { get; set; }

        public int Initial { get; init; }
    }

    [Fact]
    public void SettableProperties_InitIsNot()
    {
        Assert.Equal(["Settable"], typeof(Sample).GetProperties().Where(IsSettable).Select(p => p.Name));
    }

    [Fact]
    public void Methods_AreNeverAsyncVoid()
    {
        // An exception in one takes the process down. Lambdas and local functions are methods of hidden types and are seen as well.
        var wrong = Assemblies.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(Own))
            .Where(m => m.ReturnType == typeof(void) && m.IsDefined(typeof(AsyncStateMachineAttribute)))
            .Select(m => $"{m.DeclaringType}.{m.Name}");

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void PublicClasses_AreSealedStaticOrAbstract()
    {
        var open = Assemblies.SelectMany(a => a.GetExportedTypes())
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && t.Namespace is not null) // without one it is the compiler's
            .Select(t => t.FullName!)
            .ToList();

        Findings.MustBeNone(open.Except(MayBeDerived));
        Findings.MustBeNone(MayBeDerived.Except(open));
    }

    [Fact]
    public void Records_CannotBeChanged()
    {
        // Messages, events, options and results are records.
        var open = Assemblies.SelectMany(a => a.GetTypes()).Where(IsRecord)
            .SelectMany(t => t.GetProperties(Own).Where(IsSettable).Select(p => $"{t.FullName}.{p.Name}")
                .Concat(t.GetFields(Own).Where(f => f is { IsPublic: true, IsStatic: false, IsInitOnly: false }).Select(f => $"{t.FullName}.{f.Name}")));

        Findings.MustBeNone(open);
    }

    [Fact]
    public void PublicState_HasNoPublicSetter()
    {
        var open = Assemblies.SelectMany(a => a.GetExportedTypes())
            .Where(t => !typeof(Google.Protobuf.IMessage).IsAssignableFrom(t))
            .SelectMany(t => t.GetProperties(Own).Where(IsSettable).Select(p => $"{t.FullName}.{p.Name}"))
            .ToList();

        Findings.MustBeNone(open.Except(MayBeSet));
        Findings.MustBeNone(MayBeSet.Except(open));
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Own) is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Own, [typeof(System.Text.StringBuilder)]) is not null);

    private static bool IsSettable(PropertyInfo property) => property.SetMethod is { IsPublic: true } setter
        && property.GetIndexParameters().Length == 0
        && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
