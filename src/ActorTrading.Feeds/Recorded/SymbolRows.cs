using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>The rows of one symbol from its files, as batches in order of delivery.</summary>
internal abstract class SymbolRows : IDisposable
{
    /// <summary>The next batch, or null at the end.</summary>
    public abstract MarketBatch? Next();

    public abstract void Dispose();

    public static SymbolRows Open(string source, IReadOnlyList<RecordedFile> files, RecordedFeedOptions options, long position)
    {
        var symbol = files[0].Symbol;
        return files[0].Kind == RecordedKind.Trades
            ? new SymbolRows<Tick>(
                files, options, position,
                file => file.OpenTrades(),
                static tick => tick.Time,
                RowOrder.SortTrades,
                (ticks, end) => new TickBatch(symbol, ticks, source, end))
            : new SymbolRows<Bar>(
                files, options, position,
                file => file.OpenCandles(),
                static bar => bar.OpenTime,
                RowOrder.SortCandles,
                (bars, end) => new BarBatch(symbol, files[0].Timeframe!.Value, bars, source, end));
    }
}

/// <inheritdoc/>
internal sealed class SymbolRows<TRow> : SymbolRows
    where TRow : struct
{
    private readonly IReadOnlyList<RecordedFile> _files;
    private readonly int _batchSize;
    private readonly long _maxSpan;
    private readonly Func<RecordedFile, RowReader<TRow>> _open;
    private readonly Func<TRow, long> _time;
    private readonly Func<ReadOnlyMemory<TRow>, long, MarketBatch> _batch;
    private RowReader<TRow>? _reader;
    private int _nextFile;
    private long _position;

    // Batches are slices of this array, which nobody writes to once it is full.
    private ReadOnlyMemory<TRow> _rows;

    public SymbolRows(
        IReadOnlyList<RecordedFile> files,
        RecordedFeedOptions options,
        long position,
        Func<RecordedFile, RowReader<TRow>> open,
        Func<TRow, long> time,
        Func<TRow[], TRow[]> sort,
        Func<ReadOnlyMemory<TRow>, long, MarketBatch> batch)
    {
        _files = files;
        _batchSize = options.BatchSize;
        _maxSpan = options.MaxBatchSpan == Timeout.InfiniteTimeSpan ? long.MaxValue : options.MaxBatchSpan.Ticks / TimeSpan.TicksPerMicrosecond;
        _open = open;
        _time = time;
        _batch = batch;
        if (options.Sort)
        {
            _rows = sort(ReadAll());
            if (position > _rows.Length)
            {
                throw TooFar(position, _rows.Length);
            }

            _rows = _rows[(int)position..];
            _position = position;
        }
        else
        {
            try
            {
                SkipTo(position);
            }
            catch
            {
                CloseReader();
                throw;
            }
        }
    }

    public override MarketBatch? Next()
    {
        if (_rows.IsEmpty && !Refill())
        {
            return null;
        }

        var rows = _rows.Span;
        var most = Math.Min(rows.Length, _batchSize);
        var count = most;
        if (_maxSpan != long.MaxValue)
        {
            var first = _time(rows[0]);
            count = 1;
            while (count < most && Math.Abs(_time(rows[count]) - first) <= _maxSpan)
            {
                count++;
            }
        }

        var batch = _rows[..count];
        _rows = _rows[count..];
        _position += count;
        return _batch(batch, _position);
    }

    public override void Dispose() => _reader?.Dispose();

    private bool Refill()
    {
        var rows = new TRow[_batchSize];
        while (_reader is not null || _nextFile < _files.Count)
        {
            _reader ??= _open(_files[_nextFile++]);
            var count = _reader.Read(rows);
            if (count > 0)
            {
                _rows = rows.AsMemory(0, count);
                return true;
            }

            CloseReader();
        }

        return false;
    }

    private TRow[] ReadAll()
    {
        var all = new List<TRow>();
        var chunk = new TRow[4096];
        foreach (var file in _files)
        {
            using var reader = _open(file);
            for (var count = reader.Read(chunk); count > 0; count = reader.Read(chunk))
            {
                all.AddRange(chunk.AsSpan(0, count));
            }
        }

        _nextFile = _files.Count;
        return [.. all];
    }

    private void SkipTo(long position)
    {
        while (_position < position)
        {
            if (_reader is null)
            {
                if (_nextFile == _files.Count)
                {
                    throw TooFar(position, _position);
                }

                _reader = _open(_files[_nextFile++]);
            }

            var wanted = position - _position;
            var skipped = _reader.Skip(wanted);
            _position += skipped;
            if (skipped < wanted)
            {
                CloseReader();
            }
        }
    }

    private void CloseReader()
    {
        _reader?.Dispose();
        _reader = null;
    }

    private FeedFormatException TooFar(long position, long rows) => new(
        string.Join(" + ", _files.Select(f => f.Path)), 0, "position", $"{position}",
        $"{rows} rows are there, fewer than were stored from here before: the files have changed; restore them or start anew");
}
