using ActorTrading.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorTrading.Storage.Tests.Sqlite;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void Version_SeenByMicrosoftDataSqlite_IsTheSame()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        Assert.Equal(connection.ServerVersion, SqliteLibrary.Version);
    }

    [Fact]
    public void Bundled_Library_IsThereForMachinesWithoutOne()
    {
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libe_sqlite3.so")));
    }
}
