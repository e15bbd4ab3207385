using System.Text.RegularExpressions;
using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.TestKit;

/// <summary>
/// Picks log events or dead letters to be expected. Of message, start and contains the first one given counts; source is the path or name that logs.
/// Events below the system's log level are not made and cannot be picked.
/// </summary>
public sealed class EventFilterFactory
{
    private readonly TestKitBase _kit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilter> _filters;

    internal EventFilterFactory(TestKitBase kit, ActorSystem? system = null, IReadOnlyList<EventFilter>? filters = null)
    {
        _kit = kit;
        _system = system ?? kit.Sys;
        _filters = filters ?? [];
    }

    /// <summary>An Error whose cause is a <typeparamref name="TException"/>; the text may be the event's or the exception's.</summary>
    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <param name="checkInnerExceptions">The cause's inner exceptions count as well.</param>
    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Failure(exceptionType, Text(message, start, contains), source, checkInnerExceptions);

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Failure(exceptionType, pattern.IsMatch, source, checkInnerExceptions);

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Debug>(Text(message, start, contains), source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => Log<Debug>(pattern.IsMatch, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Info>(Text(message, start, contains), source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => Log<Info>(pattern.IsMatch, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Warning>(Text(message, start, contains), source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => Log<Warning>(pattern.IsMatch, source);

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Error>(Text(message, start, contains), source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => Log<Error>(pattern.IsMatch, source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        AtLevel(logLevel, Text(message, start, contains), source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) => AtLevel(logLevel, pattern.IsMatch, source);

    public IEventFilterApplier DeadLetter() => Dead(static _ => true, null);

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => Dead(static m => m is TMessage, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) => Dead(m => m is TMessage typed && isMatch(typed), source);

    public IEventFilterApplier DeadLetter(Type type, string? source = null) => Dead(type.IsInstanceOfType, source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        Dead(m => type.IsInstanceOfType(m) && isMatch(m), source);

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Custom<LogEvent>(predicate);

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => With(new EventFilter("custom", e => e is TLogEvent typed && predicate(typed)));

    private static Predicate<string> Text(string? message, string? start, string? contains) => text =>
        message is not null ? string.Equals(text, message, StringComparison.Ordinal)
        : start is not null ? text.StartsWith(start, StringComparison.Ordinal)
        : contains is null || text.Contains(contains, StringComparison.Ordinal);

    /// <summary>A source may be given as the path or as the reference prints it.</summary>
    private static bool IsFrom(string source, string logSource)
    {
        var wanted = source.Trim('[', ']');
        var uid = wanted.LastIndexOf('#');
        return string.Equals(source, logSource, StringComparison.Ordinal)
            || string.Equals(uid < 0 ? wanted : wanted[..uid], logSource, StringComparison.Ordinal);
    }

    private static IEnumerable<Exception> Causes(Exception? cause, bool checkInnerExceptions) => cause is null
        ? []
        : !checkInnerExceptions
            ? [cause]
            : (cause is AggregateException all ? all.InnerExceptions : [cause.InnerException!])
                .Where(static inner => inner is not null).SelectMany(static inner => Causes(inner, true)).Prepend(cause);

    private IEventFilterApplier Failure(Type exceptionType, Predicate<string> text, string? source, bool checkInnerExceptions) => With(new EventFilter(
        $"{exceptionType.Name}{From(source)}",
        e => e is Error error
            && (source is null || IsFrom(source, error.LogSource))
            && Causes(error.Cause, checkInnerExceptions).Any(c => exceptionType.IsInstanceOfType(c) && (text(c.Message) || text(error.Message.ToString() ?? string.Empty)))));

    private IEventFilterApplier Log<T>(Predicate<string> text, string? source)
        where T : LogEvent => With(new EventFilter(
            $"{typeof(T).Name}{From(source)}",
            e => e is T log && (source is null || IsFrom(source, log.LogSource)) && text(log.Message.ToString() ?? string.Empty)));

    private IEventFilterApplier AtLevel(LogLevel logLevel, Predicate<string> text, string? source) => logLevel switch
    {
        LogLevel.DebugLevel => Log<Debug>(text, source),
        LogLevel.InfoLevel => Log<Info>(text, source),
        LogLevel.WarningLevel => Log<Warning>(text, source),
        LogLevel.ErrorLevel => Log<Error>(text, source),
        _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, "Unknown log level; right would be Debug, Info, Warning or Error."),
    };

    private IEventFilterApplier Dead(Func<object, bool> isMatch, string? source) => With(new EventFilter(
        $"DeadLetter{From(source)}",
        e => e is DeadLetter letter && (source is null || IsFrom(source, letter.Recipient.Path.ToString())) && isMatch(letter.Message)));

    private static string From(string? source) => source is null ? string.Empty : $" from {source}";

    private EventFilterApplier With(EventFilter filter) => new(_kit, _system, [.. _filters, filter]);
}
