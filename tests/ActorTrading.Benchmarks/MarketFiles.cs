namespace ActorTrading.Benchmarks;

/// <summary>Finds the recorded market data that stands beside the checkout.</summary>
internal static class MarketFiles
{
    /// <exception cref="FileNotFoundException">The file is in no <c>shared/data</c> above the current or the program's folder.</exception>
    public static string Find(string name)
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "shared", "data", name);
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        throw new FileNotFoundException(
            $"Market data file {name} is in no 'shared/data' folder above {Directory.GetCurrentDirectory()} or {AppContext.BaseDirectory}: put the data folder beside the checkout.");
    }
}
