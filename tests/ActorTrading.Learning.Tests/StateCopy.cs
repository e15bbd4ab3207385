using System.Text;

namespace ActorTrading.Learning.Tests;

/// <summary>Takes a state through its bytes.</summary>
internal static class StateCopy
{
    public static byte[] Bytes(Action<BinaryWriter> save)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            save(writer);
        }

        return stream.ToArray();
    }

    public static BinaryReader Reader(byte[] bytes) => new(new MemoryStream(bytes), Encoding.UTF8);
}
