using ActorTrading.Tests;

namespace ActorTrading.Storage.Tests.PostgreSql;

/// <summary>A server of one test class, which its tests stop and kill one after the other.</summary>
public sealed class PostgreSqlVictim : IAsyncLifetime
{
    private int _schemas;

    internal PostgreSqlServer Server { get; private set; } = null!;

    /// <summary>A name that no other test of the class has.</summary>
    public string NewSchema() => $"victim_{Interlocked.Increment(ref _schemas)}";

    public async ValueTask InitializeAsync() => Server = await PostgreSqlServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
