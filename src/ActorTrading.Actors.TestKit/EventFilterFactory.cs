using System.Text.RegularExpressions;
using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.TestKit;

/// <summary>Picks log events, dead letters or exceptions to be expected.</summary>
public sealed class EventFilterFactory
{
    private readonly TestKitBase _kit;

    internal EventFilterFactory(TestKitBase kit)
    {
        _kit = kit;
    }

    /// <summary>An Error whose cause is a <typeparamref name="TException"/>.</summary>
    public EventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Log<Error>(message, start, contains, source, static e => Causes(e.Cause).Any(static c => c is TException));

    public EventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception =>
        Log<Error>(null, null, null, source, e => Causes(e.Cause).Any(static c => c is TException) && pattern.IsMatch(e.Message.ToString()!));

    public EventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Debug>(message, start, contains, source, static _ => true);

    public EventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Info>(message, start, contains, source, static _ => true);

    public EventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Warning>(message, start, contains, source, static _ => true);

    public EventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Error>(message, start, contains, source, static _ => true);

    public EventFilterApplier DeadLetter() => Of<DeadLetter>(static _ => true);

    public EventFilterApplier DeadLetter<TMessage>() => Of<DeadLetter>(static d => d.Message is TMessage);

    public EventFilterApplier Custom(Predicate<LogEvent> predicate) => Of(predicate);

    private static IEnumerable<Exception> Causes(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private EventFilterApplier Log<T>(string? message, string? start, string? contains, string? source, Predicate<T> also)
        where T : LogEvent => Of<T>(e =>
    {
        var text = e.Message.ToString() ?? string.Empty;
        return (message is null || string.Equals(text, message, StringComparison.Ordinal))
            && (start is null || text.StartsWith(start, StringComparison.Ordinal))
            && (contains is null || text.Contains(contains, StringComparison.Ordinal))
            && (source is null || string.Equals(e.LogSource, source, StringComparison.Ordinal))
            && also(e);
    });

    private EventFilterApplier Of<T>(Predicate<T> predicate)
        where T : class => new(_kit, typeof(T), e => e is T typed && predicate(typed));
}
