using System.Security.Cryptography;
using System.Text;
using ActorTrading.Learning.Artifacts;
using ActorTrading.Learning.Linear;

namespace ActorTrading.Learning.Tests.Artifacts;

/// <summary>Artifacts whose hash is right and whose content lies.</summary>
public sealed class ForgedArtifactTests
{
    [Fact]
    public void Read_TextLengthThatIsNoNumber_IsRefused() => Refused(w =>
    {
        w.Write(1);
        w.Write(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff });
    });

    [Fact]
    public void Read_NegativeTextLength_IsRefused() => Refused(w =>
    {
        w.Write(1);
        w.Write7BitEncodedInt(-5);
    });

    [Fact]
    public void Read_SectionLongerThanTheFile_IsRefusedBeforeItsRoomIsTaken()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(w =>
        {
            w.Write(0);
            w.Write(1);
            w.Write("model");
            w.Write(1 << 30);
        });

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_BytesBehindTheLastSection_AreRefused() => Refused(w =>
    {
        w.Write(0);
        w.Write(0);
        w.Write((byte)7);
    });

    [Fact]
    public void Read_TheSameNameTwice_IsRefused()
    {
        Refused(w =>
        {
            w.Write(2);
            w.Write("kind");
            w.Write("a");
            w.Write("kind");
            w.Write("b");
            w.Write(0);
        });
        Refused(w =>
        {
            w.Write(0);
            w.Write(2);
            w.Write("model");
            w.Write(0);
            w.Write("model");
            w.Write(0);
        });
    }

    [Fact]
    public void Load_MoreCoefficientsThanBytes_IsRefusedBeforeTheirRoomIsTaken()
    {
        const int Features = 1 << 14;
        var bytes = StateCopy.Bytes(w =>
        {
            w.Write((byte)1);
            new LogisticOptions().Save(w);
            w.Write(0.0);
            w.Write(1000);
            BinaryState.Write(w, new double[Features]);
            w.Write(1000 * Features);
        });
        using var reader = StateCopy.Reader(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => SoftmaxRegression.Load(reader));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void Refused(Action<BinaryWriter> content)
    {
        var body = StateCopy.Bytes(w =>
        {
            w.Write(Encoding.ASCII.GetBytes("ATMODEL\0"));
            w.Write(1);
            content(w);
        });
        Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(new MemoryStream([.. body, .. SHA256.HashData(body)])));
    }
}
