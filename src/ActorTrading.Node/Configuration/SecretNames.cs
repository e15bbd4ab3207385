namespace ActorTrading.Node.Configuration;

/// <summary>Tells by its name which setting or log property must never be shown.</summary>
public static class SecretNames
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    private static readonly string[] Marks = ["password", "secret", "token", "key"];

    /// <summary>Whether a part of the path holds one of password, secret, token, key; case does not matter.</summary>
    public static bool IsSecret(string path) => Marks.Any(m => path.Contains(m, StringComparison.OrdinalIgnoreCase));
}
