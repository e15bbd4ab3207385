using System.Collections.Frozen;

namespace ActorTrading.Actors.Dispatch;

/// <summary>Names of mailboxes.</summary>
public static class Mailboxes
{
    /// <summary>Unbounded, unless the options have another under this name. Actors that name no mailbox are unbounded all the same.</summary>
    public const string DefaultMailboxId = "akka.actor.default-mailbox";

    /// <summary>What every system knows: Akka.NET's names. Stashing works with each of them.</summary>
    private static readonly FrozenDictionary<string, MailboxType> Known = new Dictionary<string, MailboxType>(StringComparer.Ordinal)
    {
        [string.Empty] = new UnboundedMailbox(),
        [DefaultMailboxId] = new UnboundedMailbox(),
        ["akka.actor.mailbox.unbounded-queue-based"] = new UnboundedMailbox(),
        ["akka.actor.mailbox.unbounded-deque-based"] = new UnboundedMailbox(),
        ["akka.actor.mailbox.bounded-queue-based"] = new BoundedMailbox(),
        ["akka.actor.mailbox.bounded-deque-based"] = new BoundedMailbox(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="ConfigurationException">Nobody registered the name.</exception>
    internal static MailboxType Lookup(ActorSystemOptions options, string id) =>
        options.Mailboxes.TryGetValue(id, out var own) || Known.TryGetValue(id, out own)
            ? own
            : throw new ConfigurationException(
                $"Mailbox Type [{id}] not configured: it is neither in {nameof(ActorSystemOptions)}.{nameof(ActorSystemOptions.Mailboxes)} nor one of {string.Join(", ", Known.Keys.Where(static k => k.Length > 0))}.");
}
