using System.Text;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>What happened in which order: a running hash of all of it (FNV-1a, 64 bits) and the last steps in words.</summary>
internal sealed class Trace(int length)
{
    private readonly (DateTimeOffset At, object What)[] _last = new (DateTimeOffset, object)[length];
    private long _count;

    public ulong Hash { get; private set; } = 14695981039346656037;

    public void Add(DateTimeOffset now, object what)
    {
        switch (what)
        {
            case ActorCell cell:
                Mix((ulong)cell.SelfRef.Path.Uid + 1);
                break;
            case SimulatedTimer:
                Mix((ulong)now.UtcTicks);
                break;
            case string note:
                foreach (var c in note)
                {
                    Mix(c);
                }

                break;
            default:
                Mix(0);
                break;
        }

        if (_last.Length > 0)
        {
            _last[_count++ % _last.Length] = (now, what);
        }
    }

    public void Mix(ulong value)
    {
        for (var i = 0; i < 64; i += 16)
        {
            Hash = unchecked((Hash ^ ((value >> i) & 0xffff)) * 1099511628211);
        }
    }

    /// <summary>The last steps, oldest first, one a line.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        for (var i = Math.Max(0, _count - _last.Length); i < _count; i++)
        {
            var (at, what) = _last[i % _last.Length];
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{at:HH:mm:ss.ffffff} ").AppendLine(what switch
            {
                ActorCell cell => $"turn of {cell.SelfRef.Path}",
                SimulatedTimer => "timer",
                string note => $"note: {note}",
                _ => "continuation",
            });
        }

        return text.ToString();
    }
}
