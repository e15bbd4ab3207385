using ActorTrading.Node.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace ActorTrading.Node.Logging;

/// <summary>Replaces the value of every log property whose name marks it as a secret, and the password in every address, nested ones too.</summary>
internal sealed class SecretMask : ILogEventEnricher
{
    private static readonly ScalarValue Masked = new(SecretNames.Mask);

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? changed = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            var clean = Clean(name, value);
            if (!ReferenceEquals(clean, value))
            {
                (changed ??= []).Add(new LogEventProperty(name, clean));
            }
        }

        foreach (var property in changed ?? [])
        {
            logEvent.AddOrUpdateProperty(property);
        }
    }

    private static LogEventPropertyValue Clean(string name, LogEventPropertyValue value)
    {
        if (SecretNames.IsSecret(name))
        {
            return Masked;
        }

        switch (value)
        {
            case StructureValue structure:
                var members = structure.Properties.Select(p => new LogEventProperty(p.Name, Clean(p.Name, p.Value))).ToArray();
                return members.Zip(structure.Properties).All(p => ReferenceEquals(p.First.Value, p.Second.Value)) ? value : new StructureValue(members, structure.TypeTag);
            case SequenceValue sequence:
                var items = sequence.Elements.Select(e => Clean("", e)).ToArray();
                return items.Zip(sequence.Elements).All(p => ReferenceEquals(p.First, p.Second)) ? value : new SequenceValue(items);
            case DictionaryValue dictionary:
                var entries = dictionary.Elements.Select(e => KeyValuePair.Create(e.Key, Clean(e.Key.Value?.ToString() ?? "", e.Value))).ToArray();
                return entries.All(e => ReferenceEquals(e.Value, dictionary.Elements[e.Key])) ? value : new DictionaryValue(entries);
            case ScalarValue { Value: string text } when SecretNames.HidePassword(text) is var hidden && !ReferenceEquals(hidden, text):
                return new ScalarValue(hidden);
            default:
                return value;
        }
    }
}
