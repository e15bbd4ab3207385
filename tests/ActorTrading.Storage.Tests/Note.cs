using System.Runtime.Serialization;
using System.Text;
using ActorTrading.Actors.Serialization;

namespace ActorTrading.Storage.Tests;

/// <summary>The event and snapshot of these tests.</summary>
public sealed record Note(string Text)
{
    public static Serialization Serialization() => new Serialization().Add(new NoteSerializer(), typeof(Note));

    private sealed class NoteSerializer : SerializerWithStringManifest
    {
        public const string Unwritable = "unwritable";

        public override int Identifier => 4711;

        public override string Manifest(object obj) => "note:1";

        public override byte[] ToBinary(object obj) => ((Note)obj).Text is var text && text != Unwritable
            ? Encoding.UTF8.GetBytes(text)
            : throw new SerializationException("This note cannot be written.");

        public override object FromBinary(ReadOnlySpan<byte> bytes, string manifest) => manifest == "note:1"
            ? new Note(Encoding.UTF8.GetString(bytes))
            : throw new SerializationException($"Unknown manifest '{manifest}'.");
    }
}
