namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A text, number, boolean or null.</summary>
/// <param name="Text">The exact characters as written (<c>1.0</c> stays <c>1.0</c>); <c>null</c> for null.</param>
public sealed record HoconScalar(string Text, HoconScalarKind Kind, HoconOrigin Origin) : HoconValue(Origin)
{
    public override string ToString() => Kind == HoconScalarKind.Text ? HoconPath.Quote(Text) : Text;
}
