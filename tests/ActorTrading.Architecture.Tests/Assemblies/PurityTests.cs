namespace ActorTrading.Architecture.Tests.Assemblies;

public sealed class PurityTests
{
    /// <summary>
    /// The one exception: a fit is one long computation that the caller starts and waits for, and its loops over features or trees are split over cores
    /// by <see cref="Parallel"/> with a result that does not depend on the split. Nothing is left running, and the caller sets the number of threads.
    /// </summary>
    private static readonly string[] FitInParallel =
    [
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.ParallelOptions", "System.Threading.Tasks.ParallelLoopResult", "System.Threading.Tasks.ParallelLoopState",
    ];

    [Fact]
    public void Market_UsesNoClockThreadOrWorld() => Findings.MustBeNone(PurityRules.Broken(AssemblyReading.Of("ActorTrading.Market")));

    [Fact]
    public void Learning_UsesNoClockThreadOrWorld() => Findings.MustBeNone(PurityRules.Broken(AssemblyReading.Of("ActorTrading.Learning"), FitInParallel));

    [Fact]
    public void Trading_UsesNoClockThreadOrWorldOnceItExists()
    {
        var exists = Directory.Exists(Sources.Repository.PathOf("src/ActorTrading.Trading"));
        var built = File.Exists(Path.Combine(AppContext.BaseDirectory, "ActorTrading.Trading.dll"));

        Assert.Equal(exists, built);
        Findings.MustBeNone(built ? PurityRules.Broken(AssemblyReading.Of("ActorTrading.Trading")) : []);
    }

    [Theory]
    [InlineData("System.DateTime::get_UtcNow/0")]
    [InlineData("System.Random::.ctor/0")]
    [InlineData("System.Threading.Tasks.Task::Run/1")]
    [InlineData("System.Threading.Monitor::Enter/2")]
    [InlineData("System.Threading.Lock::type")]
    [InlineData("System.IO.File::ReadAllText/1")]
    [InlineData("System.IO.FileStream::.ctor/2")]
    [InlineData("System.Diagnostics.Stopwatch::GetTimestamp/0")]
    [InlineData("System.Diagnostics.Process::Start/1")]
    [InlineData("System.Net.Sockets.Socket::type")]
    [InlineData("System.Environment::get_TickCount64/0")]
    [InlineData("System.Environment+SpecialFolder::type")]
    public void Broken_Impure_IsNamed(string member) => Assert.Equal([member], PurityRules.Broken(Using(member)));

    [Theory]
    [InlineData("System.Random::.ctor/1")]
    [InlineData("System.DateTime::.ctor/3")]
    [InlineData("System.IO.BinaryWriter::Write/1")]
    [InlineData("System.IO.MemoryStream::.ctor/0")]
    [InlineData("System.Threading.CancellationToken::ThrowIfCancellationRequested/0")]
    public void Broken_Pure_IsEmpty(string member) => Findings.MustBeNone(PurityRules.Broken(Using(member)));

    [Fact]
    public void Broken_ImpureAssemblies_AreFoundOut()
    {
        var node = PurityRules.Broken(AssemblyReading.Of("actortrading"));
        var engine = PurityRules.Broken(AssemblyReading.Of("ActorTrading.Engine"));

        Assert.Contains(node, m => m.StartsWith("System.TimeProvider::", StringComparison.Ordinal));
        Assert.Contains(node, m => m.StartsWith("System.Console::", StringComparison.Ordinal));
        Assert.Contains(node, m => m.StartsWith("System.IO.Path::", StringComparison.Ordinal));
        Assert.Contains(engine, m => m.StartsWith("System.Threading.Lock::", StringComparison.Ordinal));
    }

    private static AssemblyReading Using(string member) => new("X", new HashSet<string>(), new HashSet<string> { member });
}
