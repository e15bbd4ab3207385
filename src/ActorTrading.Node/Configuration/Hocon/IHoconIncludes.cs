namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Finds the text behind an <c>include</c>.</summary>
public interface IHoconIncludes
{
    /// <summary>The included text, or null when there is none.</summary>
    /// <param name="includingSource">The name of the text that holds the include; relative names are relative to it.</param>
    /// <param name="name">The name as written.</param>
    HoconText? Find(string includingSource, string name);
}
