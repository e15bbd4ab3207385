namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>What the text of a scalar was written as.</summary>
public enum HoconScalarKind
{
    Null,
    Boolean,
    Number,
    Text,
}
