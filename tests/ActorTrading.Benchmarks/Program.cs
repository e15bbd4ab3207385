using ActorTrading.Benchmarks.Evaluation;
using ActorTrading.Benchmarks.Kernel;
using ActorTrading.Benchmarks.Learning;
using ActorTrading.Benchmarks.Live;
using ActorTrading.Benchmarks.Market;
using ActorTrading.Benchmarks.Reporting;
using ActorTrading.Benchmarks.Storage;
using ActorTrading.Benchmarks.Synchronisation;

const string Help = """
    Measures ActorTrading on this machine and prints one table; takes about six minutes.

    Usage: dotnet run -c Release --project tests/ActorTrading.Benchmarks -- [name filter] [--json]

      name filter   only figures whose name contains this, such as live or kernel.tell
      --json        one JSON array of {"name","value","unit","goal","peer","peerValue"}
      --list        the names of all figures
      --help        this text

    Exit codes: 0 measured, 1 a benchmark failed, 2 wrong use.
    Example: dotnet run -c Release --project tests/ActorTrading.Benchmarks -- live --json
    """;

Benchmark[] all =
[
    LiveBenchmark.Create(),
    LatencyBenchmark.Create(),
    EvaluateBenchmark.Create(),
    EvaluateBenchmark.CreatePooled(),
    TellBenchmark.Create(),
    PingPongBenchmark.Create(),
    AskBenchmark.Create(),
    SpawnBenchmark.Create(),
    StreamsBenchmark.Create(),
    PersistBenchmark.Create(),
    DurablePersistBenchmark.OnSqlite(),
    DurablePersistBenchmark.OnPostgreSql(),
    RecoverBenchmark.Create(),
    UpsertBenchmark.OnPostgreSql(),
    UpsertBenchmark.OnSqlite(),
    FeaturesBenchmark.Create(),
    IndicatorsBenchmark.Create(),
    TreesBenchmark.Create(),
    ForestBenchmark.Create(),
    ArimaBenchmark.Create(),
    OnlineBenchmark.Create(),
    DriftBenchmark.Create(),
    LstmBenchmark.Create(),
    MemoryBenchmark.Create(),
    SyncLatencyBenchmark.Create(),
];

var json = false;
string? filter = null;
foreach (var argument in args)
{
    switch (argument)
    {
        case "--help" or "-h" or "-?":
            Console.WriteLine(Help);
            return 0;
        case "--list":
            Console.WriteLine(string.Join('\n', all.SelectMany(b => b.Names)));
            return 0;
        case "--json":
            json = true;
            break;
        case { } when argument.StartsWith('-') || filter is not null:
            Console.Error.WriteLine($"'{argument}' is not understood here; see --help.");
            return 2;
        default:
            filter = argument;
            break;
    }
}

bool Wanted(string name) => filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase);

var chosen = all.Where(b => b.Names.Any(Wanted)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"No figure has '{filter}' in its name; the names are: {string.Join(", ", all.SelectMany(b => b.Names))}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var figures = new List<Figure>();
var failed = false;
foreach (var benchmark in chosen)
{
    Console.Error.WriteLine($"measuring {string.Join(", ", benchmark.Names)}");
    try
    {
        figures.AddRange((await benchmark.RunAsync(stop.Token)).Where(f => Wanted(f.Name)));
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        Console.Error.WriteLine("stopped");
        failed = true;
        break;
    }
    catch (Exception cause)
    {
        // One broken benchmark must not hide the others' figures.
        Console.Error.WriteLine($"{string.Join(", ", benchmark.Names)}: {cause.Message}");
        failed = true;
    }
}

Console.WriteLine(json ? Table.AsJson(figures) : Table.AsText(figures));
return failed ? 1 : 0;
