using System.Globalization;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>
/// Replays recorded files. Files of one symbol follow each other in order of their first row; symbols are merged by event time,
/// batch by batch, those that end first coming first (ties by name). Positions count rows of the symbol over all its files.
/// </summary>
public sealed class RecordedFeed : IFeed
{
    private const int NamedFiles = 3;
    private static readonly Dictionary<Symbol, long> FromTheStart = [];

    private readonly RecordedFeedOptions _options;
    private readonly List<List<RecordedFile>> _bySymbol;

    /// <summary>Looks at the beginning of every file.</summary>
    /// <exception cref="FeedFormatException">A file is not readable, or one symbol has both trades and candles, or two timeframes.</exception>
    public RecordedFeed(IReadOnlyList<RecordedFileSpec> files, RecordedFeedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            throw new ArgumentException("A recorded feed needs at least one file.", nameof(files));
        }

        _options = options ?? new RecordedFeedOptions();
        _options.Validate();
        _bySymbol = [.. files
            .Select(RecordedFile.Open)
            .GroupBy(file => file.Symbol)
            .OrderBy(group => group.Key)
            .Select(group => group.OrderBy(f => f.FirstTime).ThenBy(f => f.Path, StringComparer.Ordinal).ToList())];
        _bySymbol.ForEach(MustBeAlike);
        Symbols = [.. _bySymbol.Select(group => group[0].Symbol)];
        Name = NameOf(_bySymbol, _options.Sort);
    }

    /// <summary><c>recorded:</c> and the files' names; of more than three the first ones and a hash of all; <c>:sorted</c> where sorted.</summary>
    public string Name { get; }

    public bool IsSimulated => false;

    public IReadOnlyList<Symbol> Symbols { get; }

    /// <summary>The files in order of delivery, symbol by symbol.</summary>
    public IEnumerable<RecordedFile> Files => _bySymbol.SelectMany(group => group);

    /// <inheritdoc/>
    /// <exception cref="FeedFormatException">While reading, after all rows before the bad one were delivered.</exception>
    public IAsyncEnumerable<MarketBatch> ReadAsync(IReadOnlyDictionary<Symbol, long> positions, CancellationToken cancellation) =>
        Read(positions, cancellation).ToAsyncEnumerable();

    /// <summary>The same without an asynchronous shell: files are read and inflated on the caller's thread.</summary>
    public IEnumerable<MarketBatch> Read(IReadOnlyDictionary<Symbol, long>? positions = null, CancellationToken cancellation = default)
    {
        var stored = positions ?? FromTheStart;
        var opened = new List<SymbolRows>(_bySymbol.Count);
        try
        {
            var heads = new PriorityQueue<MarketBatch, (long Time, int Symbol)>();
            for (var i = 0; i < _bySymbol.Count; i++)
            {
                var position = stored.GetValueOrDefault(_bySymbol[i][0].Symbol);
                if (position < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(positions), position, $"The position of {_bySymbol[i][0].Symbol} must not be negative.");
                }

                opened.Add(SymbolRows.Open(Name, _bySymbol[i], _options, position));
                Enqueue(heads, opened[i], i, long.MinValue);
            }

            while (heads.TryDequeue(out var batch, out var key))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return batch;
                Enqueue(heads, opened[key.Symbol], key.Symbol, key.Time);
            }
        }
        finally
        {
            opened.ForEach(rows => rows.Dispose());
        }
    }

    private static void Enqueue(PriorityQueue<MarketBatch, (long Time, int Symbol)> heads, SymbolRows rows, int symbol, long before)
    {
        if (rows.Next() is { } batch)
        {
            // Rows out of order do not hold back the other symbols: the key never falls.
            heads.Enqueue(batch, (Math.Max(before, EventTime.LastOf(batch)), symbol));
        }
    }

    private static void MustBeAlike(List<RecordedFile> files)
    {
        var first = files[0];
        foreach (var file in files)
        {
            if (file.Kind != first.Kind)
            {
                throw new FeedFormatException(
                    file.Path, 0, "file", $"{file.Kind}", $"{file.Symbol} already comes as {first.Kind} from {first.Path}; give one kind per symbol");
            }

            if (file.Timeframe != first.Timeframe)
            {
                throw new FeedFormatException(
                    file.Path, 0, "timeframe", $"{file.Timeframe}", $"{file.Symbol} already comes in {first.Timeframe} from {first.Path}; give one timeframe per symbol");
            }
        }
    }

    private static string NameOf(List<List<RecordedFile>> bySymbol, bool sorted)
    {
        var names = bySymbol.SelectMany(group => group).Select(file => file.Name).ToList();
        var name = string.Join('+', names.Take(NamedFiles));
        if (names.Count > NamedFiles)
        {
            var hash = 14695981039346656037UL; // FNV-1a, 64 bits
            foreach (var c in string.Join('+', names))
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            name = string.Create(CultureInfo.InvariantCulture, $"{name}+{names.Count - NamedFiles} more:{hash:x16}");
        }

        return sorted ? $"recorded:{name}:sorted" : $"recorded:{name}";
    }
}
