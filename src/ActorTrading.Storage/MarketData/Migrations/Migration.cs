using System.Security.Cryptography;
using System.Text;

namespace ActorTrading.Storage.MarketData.Migrations;

/// <summary>One numbered step of the tables' layout.</summary>
/// <param name="Number">From 1 on, without holes.</param>
/// <param name="Name">What it brings, such as <c>market_candles</c>.</param>
/// <param name="Up">SQL that leads from the number before to this one.</param>
/// <param name="Down">SQL that leads back.</param>
public sealed record Migration(int Number, string Name, string Up, string Down)
{
    private const string DropTable = "DROP TABLE ";

    /// <summary>SHA-256 of <see cref="Up"/>, in lower-case hexadecimal: tells whether a script was changed after it was run.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Up)));

    /// <summary>The tables that go with all their rows when it is taken back.</summary>
    public IReadOnlyList<string> TablesDropped => [.. Down.Split('\n').Where(line => line.StartsWith(DropTable, StringComparison.Ordinal)).Select(line => line[DropTable.Length..].TrimEnd('\r', ';'))];
}
