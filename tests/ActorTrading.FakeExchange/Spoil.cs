using System.Text.RegularExpressions;

namespace ActorTrading.FakeExchange;

/// <summary>Makes wrong what was right.</summary>
internal static partial class Spoil
{
    private static readonly string[] Wrongs = ["null", "{}", "\"abc\"", "-1", "[]", "true", "\"1e400\"", "\"NaN\""];

    /// <summary>Every third number or numeric string becomes something that is none.</summary>
    public static string Types(string json)
    {
        var n = 0;
        return Numbers().Replace(json, found => n++ % 3 == 1 ? Wrongs[n / 3 % Wrongs.Length] : found.Value);
    }

    [GeneratedRegex("""(?<=[\[,:])"?\d+(?:\.\d+)?"?(?=[\],}])""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Numbers();
}
