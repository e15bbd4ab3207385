namespace ActorTrading.Node.Configuration;

/// <summary>Tells by its name which setting or log property must never be shown.</summary>
public static class SecretNames
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    private static readonly string[] Marks = ["password", "secret", "token", "key"];

    /// <summary>Whether a part of the path holds one of password, secret, token, key; case does not matter.</summary>
    public static bool IsSecret(string path) => Marks.Any(m => path.Contains(m, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The text with the secrets of an address in it masked: the password of <c>scheme://user:password@host</c>, with or without its scheme, and parameters such as
    /// <c>?token=…</c>. Goes to the last @, because a password that was not percent-encoded may hold any character.
    /// </summary>
    public static string HidePassword(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var end = text.LastIndexOf('@');
        if (start < 0)
        {
            // An address whose scheme was forgotten.
            var first = end < 0 ? -1 : text.IndexOf(':', 0, end);
            return first < 0 || text.AsSpan(first, end - first).ContainsAny(" \t\r\n") ? text : Masked(text, first, end);
        }

        var colon = end < start + 3 ? -1 : text.IndexOf(':', start + 3, end - start - 3);
        return HideParameters(colon < 0 ? text : Masked(text, colon, end));
    }

    private static string Masked(string text, int colon, int end) => $"{text.AsSpan(0, colon + 1)}{Mask}{text.AsSpan(end)}";

    private static string HideParameters(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || !IsSecret(address[query..]))
        {
            return address;
        }

        var parameters = address[(query + 1)..].Split('&').Select(p => p.Split('=', 2) is [var name, _] && IsSecret(name) ? $"{name}={Mask}" : p);
        return $"{address.AsSpan(0, query + 1)}{string.Join('&', parameters)}";
    }
}
