namespace ActorTrading.Feeds.Exchanges.Live;

/// <content>What the connection tells of itself.</content>
internal sealed partial class ExchangeConnection
{
    private void NoteState(string reason)
    {
        var lanes = _lanes.Values;
        var state = (_current is null || _isGivenUp) ? _journal.Last.State is ConnectionState.Connecting ? ConnectionState.Connecting : ConnectionState.Reconnecting
            : lanes.Any(l => l.IsHealing) ? ConnectionState.Healing
            : ConnectionState.Live;
        var usual = state switch
        {
            ConnectionState.Live => "nothing is missing",
            ConnectionState.Healing => "what was not pushed is fetched",
            _ => _host.LastError ?? "",
        };
        Note(state, reason.Length > 0 ? reason : usual);
    }

    private void Note(ConnectionState state, string reason)
    {
        if (_journal.Note(state, reason))
        {
            Publish(changed: true);
        }
    }

    private void Publish(bool changed)
    {
        var status = Describe();
        Volatile.Write(ref _status, status);
        if (changed)
        {
            _changed(status);
        }
    }

    private ConnectionStatus Describe() => new(
        _name,
        _stream.Name,
        (_current ?? _next)?.Host ?? _options.Hosts[_hostIndex % _options.Hosts.Count],
        _journal.Last.State,
        _journal.Last.At,
        _reconnects,
        _lag,
        _host.ClockOffset,
        _lastMessage,
        _rate.Total,
        _rate.PerSecond(_host.Now),
        _lanes.Values.Aggregate(DeliveryCounts.None, (sum, lane) => sum + lane.Counts),
        [.. _lanes.Keys],
        _lanes.Values.Where(l => l.Refusal is not null).ToDictionary(l => l.Subscription, l => l.Refusal!),
        _host.Faults.ToDictionary(),
        _host.Gaps,
        _journal.Changes,
        _host.LastError);
}
