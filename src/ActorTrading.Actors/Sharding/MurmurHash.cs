using System.Numerics;

namespace ActorTrading.Actors.Sharding;

/// <summary>The string hash of Scala 2.9 and Akka.NET: the same in every process, on every machine, for ever.</summary>
public static class MurmurHash
{
    private const uint VisibleMagic = 0x971e137b;
    private const uint HiddenMagicA = 0x95543787;
    private const uint HiddenMagicB = 0x2ad7eb25;
    private const uint VisibleMixer = 0x52dce729;
    private const uint HiddenMixerA = 0x7b7d159c;
    private const uint HiddenMixerB = 0x6bce6396;
    private const uint FinalMixer1 = 0x85ebca6b;
    private const uint FinalMixer2 = 0xc2b2ae35;
    private const uint StringSeed = 0x331df49;

    /// <summary>Over UTF-16 code units, two at a time; any int, <see cref="int.MinValue"/> included. O(length), allocates nothing.</summary>
    public static int StringHash(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        unchecked
        {
            var hash = ((uint)s.Length * StringSeed) ^ VisibleMagic;
            var magicA = HiddenMagicA;
            var magicB = HiddenMagicB;
            var i = 0;
            for (; i + 1 < s.Length; i += 2)
            {
                hash = Extend(hash, ((uint)s[i] << 16) + s[i + 1], magicA, magicB);
                magicA = (magicA * 5) + HiddenMixerA;
                magicB = (magicB * 5) + HiddenMixerB;
            }

            return (int)Finish(i < s.Length ? Extend(hash, s[i], magicA, magicB) : hash);
        }
    }

    private static uint Extend(uint hash, uint value, uint magicA, uint magicB) =>
        unchecked(((hash ^ (BitOperations.RotateLeft(value * magicA, 11) * magicB)) * 3) + VisibleMixer);

    private static uint Finish(uint hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 16)) * FinalMixer1;
            hash = (hash ^ (hash >> 13)) * FinalMixer2;
            return hash ^ (hash >> 16);
        }
    }
}
