using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>
/// A source of which the next element can be requested without waiting for it; the answer raises a signal. Belongs to one flow,
/// which is also the only one to wait on the signal.
/// </summary>
internal sealed class Upstream<T>(IAsyncEnumerator<T> items, AsyncSignal answered)
{
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _answer;
    private bool _requested;

    public T Current => items.Current;

    public bool IsAnswered => _requested && _answer.IsCompleted;

    /// <summary>Asks for the next element unless that was done already.</summary>
    public void Request()
    {
        if (!_requested)
        {
            Await(items.MoveNextAsync());
        }
    }

    /// <summary>Takes the answer: whether there is an element, or the source's error.</summary>
    public bool Take()
    {
        _requested = false;
        return _answer.GetResult();
    }

    /// <summary>Waits for the answer to an open request, then releases the source. The token given to the source must have been cancelled before.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            while (_requested && !_answer.IsCompleted)
            {
                await answered.WaitAsync().ConfigureAwait(false);
            }

            if (_requested)
            {
                Take();
            }
        }
        catch (OperationCanceledException)
        {
            // The answer to our own cancellation.
        }
        finally
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Await(ValueTask<bool> answer)
    {
        _answer = answer.ConfigureAwait(false).GetAwaiter();
        _requested = true;
        if (!_answer.IsCompleted)
        {
            _answer.UnsafeOnCompleted(answered.SetAction);
        }
    }
}
