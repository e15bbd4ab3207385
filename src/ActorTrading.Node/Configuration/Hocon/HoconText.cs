namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>A text to parse and what error messages call it.</summary>
/// <param name="Source">Unique per text: includes find their relatives and cycles by it.</param>
/// <param name="HasLines">False for one-line sources such as a command line argument, whose positions are not worth showing.</param>
public sealed record HoconText(string Source, string Text, bool HasLines = true);
