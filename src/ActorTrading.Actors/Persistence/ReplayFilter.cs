using ActorTrading.Actors.Pattern;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// Finds events of writers that overlapped, in the order in which the journal gives them. The last events are kept back
/// until no new writer can disprove them any more.
/// </summary>
internal sealed class ReplayFilter(ReplayFilterOptions options, Action<string> report)
{
    private readonly LinkedList<string> _oldWriters = new();
    private List<PersistentRepr> _buffer = [];
    private string _writer = string.Empty;
    private long _sequenceNr = -1;

    /// <exception cref="IllegalStateException">Writers overlapped, and the mode is to fail.</exception>
    public void Add(PersistentRepr one)
    {
        if (options.Mode == ReplayFilterMode.Disabled)
        {
            _buffer.Add(one);
        }
        else if (one.WriterGuid == _writer)
        {
            if (one.SequenceNr >= _sequenceNr)
            {
                _sequenceNr = one.SequenceNr;
                _buffer.Add(one);
            }
            else if (Keeps($"{Name(one)} as the sequenceNr should be equal to or greater than already-processed event [sequenceNr={_sequenceNr}, writerUUID={_writer}] from the same writer, for the same persistenceId [{one.PersistenceId}]."))
            {
                _buffer.Add(one);
            }
        }
        else if (_oldWriters.Contains(one.WriterGuid))
        {
            if (Keeps($"{Name(one)}. There was already a newer writer whose last replayed event was [sequenceNr={_sequenceNr}, writerUUID={_writer}] for the same persistenceId [{one.PersistenceId}]."))
            {
                _buffer.Add(one);
            }
        }
        else
        {
            Switch(one);
            _buffer.Add(one);
        }
    }

    /// <summary>Takes out what is beyond doubt, if there are at least so many.</summary>
    public List<PersistentRepr>? TakeSettled(int atLeast)
    {
        var keep = options.Mode == ReplayFilterMode.Disabled ? 0 : options.WindowSize;
        if (_buffer.Count < atLeast + keep)
        {
            return null;
        }

        var settled = _buffer;
        _buffer = new List<PersistentRepr>(settled.Count);
        _buffer.AddRange(settled.GetRange(settled.Count - keep, keep));
        settled.RemoveRange(settled.Count - keep, keep);
        return settled;
    }

    /// <summary>At the end of the replay.</summary>
    public List<PersistentRepr> TakeRest()
    {
        var rest = _buffer;
        _buffer = [];
        return rest;
    }

    private static string Name(PersistentRepr one) => $"Invalid replayed event [sequenceNr={one.SequenceNr}, writerUUID={one.WriterGuid}]";

    private void Switch(PersistentRepr first)
    {
        if (_writer.Length > 0)
        {
            _oldWriters.AddLast(_writer);
        }

        if (_oldWriters.Count > options.MaxOldWriters)
        {
            _oldWriters.RemoveFirst();
        }

        _writer = first.WriterGuid;
        _sequenceNr = first.SequenceNr;
        for (var i = Math.Max(0, _buffer.Count - options.WindowSize); i < _buffer.Count;)
        {
            var old = _buffer[i];
            if (old.SequenceNr < first.SequenceNr
                || Keeps($"{Name(first)} from a new writer. An older writer already sent an event [sequenceNr={old.SequenceNr}, writerUUID={old.WriterGuid}] whose sequence number was equal or greater for the same persistenceId [{first.PersistenceId}]."))
            {
                i++;
            }
            else
            {
                _buffer.RemoveAt(i);
            }
        }
    }

    private bool Keeps(string issue)
    {
        report(issue);
        if (options.Mode == ReplayFilterMode.Fail)
        {
            throw new IllegalStateException(issue);
        }

        return options.Mode == ReplayFilterMode.Warn;
    }
}
