namespace ActorTrading.Actors.Tests.Paths;

public sealed class AddressTests
{
    [Fact]
    public void Host_IsLowerCase()
    {
        Assert.Equal("hostname", new Address("akka", "test", "HOSTNAME").Host);
        Assert.Equal("other", new Address("akka", "test").WithHost("Other").Host);
    }

    [Theory]
    [InlineData("akka://sys", true)]
    [InlineData("akka.tcp://sys@host:2552", false)]
    public void Parse_ReadsWhatItWrites(string text, bool isLocal)
    {
        var address = Address.Parse(text);

        Assert.Equal(text, address.ToString());
        Assert.Equal((isLocal, !isLocal), (address.HasLocalScope, address.HasGlobalScope));
        Assert.Throws<UriFormatException>(() => Address.Parse("sys"));
    }

    [Theory]
    [InlineData("akka://sys@host:1234/abc/def/", "akka://sys@host:1234", "/abc/def/")]
    [InlineData("akka://sys/abc", "akka://sys", "/abc")]
    [InlineData("akka://host:1234/abc", "akka://host:1234", "/abc")]
    [InlineData("akka://sys@host:1234", "akka://sys@host:1234", "/")]
    [InlineData("akka://sys@host/abc", null, "")]
    public void TryParse_GivesThePathBehindIt(string text, string? expected, string expectedPath)
    {
        var valid = Address.TryParse(text, out var address, out var path);

        Assert.Equal((expected is not null, expected, expectedPath), (valid, address?.ToString(), path.ToString()));
    }

    [Fact]
    public void Parts_CanBeExchanged_AndOrderIsByThem()
    {
        var address = new Address("akka", "a").WithSystem("b").WithHost("h").WithPort(1).WithProtocol("akka.tcp");

        Assert.Equal("akka.tcp://b@h:1", address.ToString());
        Assert.Equal("b@h:1", address.HostPort());
        Assert.Equal(new Address("akka.tcp", "b", "H", 1), address);
        Assert.True(address < address.WithPort(2));
        Assert.True(address > new Address("akka", "z"));
    }
}
