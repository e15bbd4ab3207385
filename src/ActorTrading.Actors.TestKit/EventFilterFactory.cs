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

    /// <summary>An Error whose cause is a <typeparamref name="TException"/>; the pattern must match the event's text or the exception's.</summary>
    /// <inheritdoc cref="Exception{TException}(string, string, string, string)"/>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>An Error whose cause is of that type or derived from it; the text may be the event's or the exception's.</summary>
    /// <param name="checkInnerExceptions">The cause's inner exceptions count as well.</param>
    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Failure(exceptionType, Text(message, start, contains), source, checkInnerExceptions);

    /// <summary>An Error whose cause is of that type or derived from it; the pattern must match the event's text or the exception's.</summary>
    /// <inheritdoc cref="Exception(Type, string, string, string, string, bool)"/>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Failure(exceptionType, pattern.IsMatch, source, checkInnerExceptions);

    /// <summary>A Debug event. Texts are compared by code unit, with case; without any, every text fits.</summary>
    /// <param name="message">The whole text.</param>
    /// <param name="start">Start of the text; looked at only without <paramref name="message"/>.</param>
    /// <param name="contains">Part of the text; looked at only without the two before.</param>
    /// <param name="source">Path or name that logs, or a reference as it prints itself. Null: any.</param>
    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Debug>(Text(message, start, contains), source);

    /// <summary>A Debug event whose text the pattern matches.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) => Log<Debug>(pattern.IsMatch, source);

    /// <summary>An Info event; text and source as for <see cref="Debug(string, string, string, string)"/>.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Info>(Text(message, start, contains), source);

    /// <summary>An Info event whose text the pattern matches.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Info(Regex pattern, string? source = null) => Log<Info>(pattern.IsMatch, source);

    /// <summary>A Warning event; text and source as for <see cref="Debug(string, string, string, string)"/>.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Warning>(Text(message, start, contains), source);

    /// <summary>A Warning event whose text the pattern matches.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) => Log<Warning>(pattern.IsMatch, source);

    /// <summary>An Error event, with a cause or without; text and source as for <see cref="Debug(string, string, string, string)"/>.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Log<Error>(Text(message, start, contains), source);

    /// <summary>An Error event whose text the pattern matches.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Error(Regex pattern, string? source = null) => Log<Error>(pattern.IsMatch, source);

    /// <summary>An event of exactly that level; text and source as for <see cref="Debug(string, string, string, string)"/>.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of Debug, Info, Warning and Error.</exception>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        AtLevel(logLevel, Text(message, start, contains), source);

    /// <summary>An event of exactly that level whose text the pattern matches.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of Debug, Info, Warning and Error.</exception>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) => AtLevel(logLevel, pattern.IsMatch, source);

    /// <summary>Any dead letter.</summary>
    public IEventFilterApplier DeadLetter() => Dead(static _ => true, null);

    /// <summary>A dead letter whose message is a <typeparamref name="TMessage"/>.</summary>
    /// <param name="source">Path of the recipient that was not there. Null: any.</param>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => Dead(static m => m is TMessage, source);

    /// <summary>A dead letter whose message is a <typeparamref name="TMessage"/> that fits.</summary>
    /// <param name="isMatch">Runs on the thread that made the dead letter, on several at once where several do; must not throw.</param>
    /// <inheritdoc cref="DeadLetter{TMessage}(string)"/>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) => Dead(m => m is TMessage typed && isMatch(typed), source);

    /// <summary>A dead letter whose message is of that type or derived from it.</summary>
    /// <inheritdoc cref="DeadLetter{TMessage}(string)"/>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) => Dead(type.IsInstanceOfType, source);

    /// <summary>A dead letter whose message is of that type or derived from it, and fits.</summary>
    /// <inheritdoc cref="DeadLetter{TMessage}(Func{TMessage, bool}, string)"/>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        Dead(m => type.IsInstanceOfType(m) && isMatch(m), source);

    /// <summary>Any log event that fits.</summary>
    /// <param name="predicate">Runs on the thread that logs, on several at once where several do, and maybe twice for one event; must not throw.</param>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Custom<LogEvent>(predicate);

    /// <summary>A log event of that type that fits.</summary>
    /// <inheritdoc cref="Custom(Predicate{LogEvent})"/>
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
