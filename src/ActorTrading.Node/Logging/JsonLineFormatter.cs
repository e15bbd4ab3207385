using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace ActorTrading.Node.Logging;

/// <summary>
/// One JSON object per line: <c>time</c> (UTC, ISO 8601), <c>level</c>, <c>event</c> (id) and <c>name</c> where the message has them,
/// <c>source</c>, <c>message</c> as people read it, the message's <c>properties</c>, and <c>exception</c> with its stack.
/// </summary>
internal sealed class JsonLineFormatter : ITextFormatter
{
    private static readonly JsonValueFormatter Values = new(typeTagName: null);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write($"{{\"time\":\"{logEvent.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}\",\"level\":\"{logEvent.Level.ToString().ToLowerInvariant()}\"");
        if (logEvent.Properties.GetValueOrDefault("EventId") is StructureValue id)
        {
            foreach (var part in id.Properties)
            {
                output.Write(part.Name == "Id" ? ",\"event\":" : ",\"name\":");
                Values.Format(part.Value, output);
            }
        }

        if (logEvent.Properties.GetValueOrDefault("SourceContext") is ScalarValue { Value: string source })
        {
            Field(output, "source", source);
        }

        Field(output, "message", logEvent.RenderMessage(CultureInfo.InvariantCulture));
        output.Write(",\"properties\":{");
        var separator = "";
        foreach (var (name, value) in logEvent.Properties.Where(p => p.Key is not ("EventId" or "SourceContext")))
        {
            output.Write(separator);
            JsonValueFormatter.WriteQuotedJsonString(name, output);
            output.Write(':');
            Values.Format(value, output);
            separator = ",";
        }

        output.Write('}');
        if (logEvent.Exception is { } exception)
        {
            Field(output, "exception", exception.ToString());
        }

        output.Write("}\n");
    }

    private static void Field(TextWriter output, string name, string text)
    {
        output.Write($",\"{name}\":");
        JsonValueFormatter.WriteQuotedJsonString(text, output);
    }
}
