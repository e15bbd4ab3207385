using ActorTrading.Learning.Artifacts;

namespace ActorTrading.Learning.Tests.Artifacts;

public sealed class ModelArtifactTests
{
    [Fact]
    public void Read_WhatWriteWrote_IsTheSame()
    {
        var copy = ModelArtifact.Read(new MemoryStream(Sample()));

        Assert.Equal("trees", copy.Require("kind"));
        Assert.Equal([1, 2, 3], copy.Section("h1").ToArray());
        Assert.Equal(["h1", "h4"], copy.SectionNames);
        Assert.Equal(0, copy.OpenSection("h4").BaseStream.Length);
    }

    [Fact]
    public void Read_FileOfFormatOne_StaysReadable()
    {
        const string Stored = "QVRNT0RFTAABAAAAAgAAAAdob3Jpem9uAjFoBGtpbmQFdHJlZXMCAAAAAmgxAwAAAAECAwJoNAAAAAA1HLRjBkvU1NUy/dk1rKK+RdnDqY3rQMRSgprQrjXLzA==";

        var artifact = ModelArtifact.Read(new MemoryStream(Convert.FromBase64String(Stored)));

        Assert.Equal("1h", artifact.Metadata["horizon"]);
        Assert.Equal([1, 2, 3], artifact.Section("h1").ToArray());
        Assert.Equal(Stored, Convert.ToBase64String(Sample()));
    }

    [Fact]
    public void Read_AnyByteChanged_IsRefused()
    {
        var good = Sample();
        for (var i = 0; i < good.Length; i++)
        {
            var bad = good.ToArray();
            bad[i] ^= 0x40;

            Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(new MemoryStream(bad)));
        }
    }

    [Fact]
    public void Read_AnyLengthCut_IsRefused()
    {
        var good = Sample();
        for (var length = 0; length < good.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(new MemoryStream(good[..length])));
        }
    }

    [Fact]
    public void Section_Unknown_ListsTheKnown()
    {
        var e = Assert.Throws<InvalidDataException>(() => ModelArtifact.Read(new MemoryStream(Sample())).Section("h24"));

        Assert.Contains("h1, h4", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Sample()
    {
        var artifact = new ModelArtifact(
            new Dictionary<string, string> { ["kind"] = "trees", ["horizon"] = "1h" },
            new Dictionary<string, byte[]> { ["h4"] = [], ["h1"] = [1, 2, 3] });
        using var stream = new MemoryStream();
        artifact.Write(stream);
        return stream.ToArray();
    }
}
