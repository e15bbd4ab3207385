using System.Buffers.Binary;
using ActorTrading.Actors.Serialization;

namespace ActorTrading.Benchmarks.Kernel;

internal sealed class NoteSerializer : SerializerWithStringManifest
{
    public static Serialization Serialization() => new Serialization().Add(new NoteSerializer(), typeof(Note));

    public override int Identifier => 9001;

    public override string Manifest(object obj) => "note:1";

    public override byte[] ToBinary(object obj)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ((Note)obj).Number);
        return bytes;
    }

    public override object FromBinary(ReadOnlySpan<byte> bytes, string manifest) => new Note(BinaryPrimitives.ReadInt64LittleEndian(bytes));
}
