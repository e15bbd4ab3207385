using System.Net.WebSockets;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <content>From opening a socket to one that brings data: what is accepted, what is refused, and the change-over.</content>
internal sealed partial class ExchangeConnection
{
    private async Task OpenAsync(Uri host)
    {
        try
        {
            using var limit = new CancellationTokenSource(_options.ConnectTimeout, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop);
            var socket = await _connect(new Uri(host, _path), _options.MostMessageBytes, both.Token);
            try
            {
                await PostAsync(() => OpenedAsync(socket, host), _stop);
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
            }
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException)
        {
            var reason = failure is OperationCanceledException ? $"no connection within {_options.ConnectTimeout.TotalSeconds:0.#} s" : failure.GetBaseException().Message;
            await PostOrForgetAsync(() => FailedAsync($"{host}: {reason}"));
        }
        catch (Exception bug)
        {
            // Ends the connection, in its own turn and with what happened.
            await PostOrForgetAsync(() => throw new InvalidOperationException($"connecting to {host} broke: {bug.Message}", bug));
        }
    }

    private async Task PostOrForgetAsync(Func<ValueTask> turn)
    {
        try
        {
            await PostAsync(turn, _stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private ValueTask OpenedAsync(IStreamSocket socket, Uri host)
    {
        _isOpening = false;
        var session = new StreamSession(_stream, socket, host, _known, _time);
        _next = session;
        _settleBy = _host.Now + _options.SubscribeTimeout;
        session.Start(
            (message, cancellation) =>
            {
                var receivedAt = _host.Clock;
                return PostAsync(() => ReceivedAsync(session, message, receivedAt), cancellation);
            },
            (reason, cancellation) => PostAsync(() => EndedAsync(session, reason), cancellation));
        return ValueTask.CompletedTask;
    }

    private async ValueTask AcceptAsync(StreamSession session, IEnumerable<StreamSubscription> subscriptions)
    {
        foreach (var subscription in subscriptions)
        {
            session.Waiting.Remove(subscription);
            _lanes[subscription].Refusal = null;
        }

        await PromoteAsync(session);
    }

    private async ValueTask RefuseAsync(StreamSession session, StreamMessage.Refused refused)
    {
        var reason = $"{refused.Code} {refused.Reason}".Trim();
        _host.LastError = $"refused: {reason}";
        var asked = refused.Request is null ? [.. session.Waiting] : session.Requests.GetValueOrDefault(refused.Request, []);
        var waiting = asked.Where(session.Waiting.Contains).ToList();
        var named = waiting.Where(s => Names(refused.Reason, _stream.InstrumentOf(s))).ToList();
        if (named.Count == 0 && waiting.Count != 1)
        {
            // Which one is meant is seen from what is still without an answer at the end.
            session.Refusal = reason;
            return;
        }

        Refuse(session, named.Count > 0 ? named : waiting, reason);
        await PromoteAsync(session);
    }

    /// <summary>As a whole word: BTC-USDT-SWAP does not name BTC-USDT.</summary>
    private static bool Names(string reason, string instrument)
    {
        for (var at = 0; (at = reason.IndexOf(instrument, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + instrument.Length;
            if ((at == 0 || !IsPart(reason[at - 1])) && (end == reason.Length || !IsPart(reason[end])))
            {
                return true;
            }
        }

        return false;

        static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
    }

    private void Refuse(StreamSession session, IEnumerable<StreamSubscription> subscriptions, string reason)
    {
        foreach (var subscription in subscriptions)
        {
            session.Waiting.Remove(subscription);
            _lanes[subscription].Refusal = reason;
            _askAgainAt = _host.Now + AskAgainForRefused;
        }
    }

    private async ValueTask SettleAsync(StreamSession session)
    {
        if (session.Refusal is not { } reason)
        {
            await FailedAsync($"{session.Host}: {session.Waiting.Count} of {_lanes.Count} subscriptions were not answered within {_options.SubscribeTimeout.TotalSeconds:0.#} s");
            return;
        }

        Refuse(session, [.. session.Waiting], reason);
        await PromoteAsync(session);
    }

    /// <summary>The new socket is subscribed: it takes over, and what was missed, if anything can have been, is fetched.</summary>
    private async ValueTask PromoteAsync(StreamSession session)
    {
        if (session != _next || session.Waiting.Count > 0)
        {
            return;
        }

        if (_lanes.Values.All(l => l.Refusal is not null))
        {
            _askAgainAt = TimeSpan.MaxValue;
            await FailedAsync($"{session.Host}: every subscription is refused: {_lanes.Values.First().Refusal}");
            return;
        }

        var old = _current;
        (_current, _next) = (session, null);
        if (old is null || _isGivenUp)
        {
            _isGivenUp = false;
            foreach (var lane in _lanes.Values)
            {
                lane.BeginCatchUp();
            }

            NoteState("subscribed");
            foreach (var lane in _lanes.Values)
            {
                await lane.CheckAsync();
            }
        }

        await DropAsync(old);
    }
}
