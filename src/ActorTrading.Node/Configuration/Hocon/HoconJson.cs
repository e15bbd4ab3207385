using System.Text.Json.Nodes;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Turns values into JSON.</summary>
public static class HoconJson
{
    /// <summary>Numbers keep their digits as written; text that merely looks like a number stays text.</summary>
    public static JsonNode? Node(HoconValue value) => value switch
    {
        HoconScalar { Kind: HoconScalarKind.Text } text => JsonValue.Create(text.Text),
        HoconScalar scalar => JsonNode.Parse(scalar.Text),
        HoconArray array => new JsonArray([.. array.Items.Select(Node)]),
        HoconObject inner => new JsonObject(inner.Fields.Select(f => KeyValuePair.Create(f.Key, Node(f.Value)))),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no JSON form.", nameof(value)),
    };
}
