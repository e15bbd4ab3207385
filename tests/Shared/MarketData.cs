namespace ActorTrading.Tests;

/// <summary>Finds the real market data that stands beside the checkout.</summary>
internal static class MarketData
{
    /// <summary>The full path of a data file.</summary>
    /// <exception cref="FileNotFoundException">The data is missing: tests on it fail, they are never skipped.</exception>
    public static string File(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", name);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException($"Market data file {name} is in no 'shared/data' folder above {AppContext.BaseDirectory}.");
    }
}
