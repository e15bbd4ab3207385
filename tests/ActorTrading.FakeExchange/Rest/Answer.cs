namespace ActorTrading.FakeExchange.Rest;

/// <summary>What goes back: either rows, which a fault can spoil, or a text.</summary>
internal sealed record Answer(int Status, string Text, IReadOnlyList<string>? Rows = null, Func<IEnumerable<string>, string>? Wrap = null)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public string Body => Rows is { } rows && Wrap is { } wrap ? wrap(rows) : Text;

    public static Answer Of(IReadOnlyList<string> rows, Func<IEnumerable<string>, string> wrap) => new(200, "", rows, wrap);

    public Answer With(IReadOnlyList<string> rows) => this with { Rows = rows };
}
