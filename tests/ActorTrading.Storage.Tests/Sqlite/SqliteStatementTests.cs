using System.Text;
using ActorTrading.Storage.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Storage.Tests.Sqlite;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteSession _session = SqliteSession.Open(":memory:", readOnly: false, TimeSpan.Zero);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(null, "null")]
    [InlineData("", "text")]
    [InlineData("x", "text")]
    public void Bind_Text_OnlyNullIsNull(string? value, string type)
    {
        var query = _session.Prepare("SELECT typeof(?1)");
        query.Bind(1, value);

        Assert.True(query.Step());
        Assert.Equal(type, query.Text(0));
    }

    [Fact]
    public void Bind_AnyText_ComesBack()
    {
        var query = _session.Prepare("SELECT ?1, length(CAST(?1 AS BLOB))");
        Prop.ForAll<NonNull<string>, PositiveInt>((part, times) =>
        {
            // Lone surrogates have no UTF-8; up to some hundred characters, so that both buffers are used.
            var text = string.Concat(Enumerable.Repeat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(part.Get)), times.Get));
            query.Bind(1, text);
            var back = query.Step() ? query.Text(0) : null;
            var bytes = query.Int64(1);
            query.Reset();
            return back == text && bytes == Encoding.UTF8.GetByteCount(text);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public void RunWithBlob_AnySize_StoresTheBytes(int size)
    {
        _session.Execute("CREATE TABLE t(b BLOB NOT NULL)");
        var bytes = new byte[size];
        new System.Random(1).NextBytes(bytes);
        var insert = _session.Prepare("INSERT INTO t VALUES(?1)");

        Assert.Equal(SQLitePCL.raw.SQLITE_DONE, insert.RunWithBlob(1, bytes));

        var query = _session.Prepare("SELECT b, typeof(b) FROM t");
        Assert.True(query.Step());
        Assert.Equal(bytes, query.Bytes(0).ToArray());
        Assert.Equal("blob", query.Text(1));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES(1)", 1555)] // SQLITE_CONSTRAINT_PRIMARYKEY
    [InlineData("INSERT INTO t VALUES(NULL)", 1299)] // SQLITE_CONSTRAINT_NOTNULL
    public void TryRun_Refused_GivesTheExtendedResultCode(string sql, int expected)
    {
        _session.Execute("CREATE TABLE t(n TEXT PRIMARY KEY NOT NULL);\nINSERT INTO t VALUES(1)");

        var code = _session.Prepare(sql).TryRun();

        Assert.Equal(expected, code);
        Assert.True(SqliteFailures.IsConstraint(code));
        Assert.Contains($"SQLite result {expected}", _session.Failure(code, "write to").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_Nonsense_NamesTheFileAndSqlitesWords()
    {
        var failure = Assert.Throws<StorageException>(() => _session.Prepare("SELEC 1"));

        Assert.Contains("':memory:'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("near \"SELEC\": syntax error", failure.Message, StringComparison.Ordinal);
    }
}
