using ActorTrading.Storage.Tests.PostgreSql;
using ActorTrading.Tests;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace ActorTrading.Storage.Tests.PostgreSql;

/// <summary>The server that these tests share, started by the first that needs it; each uses schemas of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(() => PostgreSqlServer.StartAsync());
    private int _schemas;

    /// <summary>A name that no other test has.</summary>
    public string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    public async Task<string> ConnectionStringAsync() => (await _server.Value).ConnectionString;

    public async ValueTask DisposeAsync()
    {
        // A start that failed was told by the tests that needed it.
        if (_server is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } started })
        {
            await (await started).DisposeAsync();
        }
    }
}
