using System.Net;

namespace ActorTrading.Actors.Tests.Paths;

public sealed class ActorPathTests
{
    private static readonly RootActorPath Root = new(new Address("akka.tcp", "mysys"));

    [Fact]
    public void Root_AndChildren_AsText()
    {
        Assert.Equal("akka.tcp://mysys/", Root.ToString());
        Assert.Equal("akka.tcp://mysys/user/foo", (Root / "user" / "foo").ToString());
        Assert.Equal("/", Root.ToStringWithoutAddress());
        Assert.Equal("/user/foo", (Root / ["user", "", "foo"]).ToStringWithoutAddress());
        Assert.Equal("akka.tcp://mysys/user#42", (Root / "user").WithUid(42).ToStringWithUid());
        Assert.Equal("akka.tcp://mysys/user#42", (Root / "user#42").ToSerializationFormat());
        Assert.Equal("akka.tcp://mysys/user", (Root / "user#42").ToString());
        Assert.Equal("akka.tcp://mysys/user", (Root / "user").ToStringWithUid());
    }

    [Fact]
    public void ParentOf_CountsFromTheRoot_OrUpwards()
    {
        var path = Root / "user" / "foo" / "bar";

        Assert.Equal((Root, Root / "user", path), (path.ParentOf(0), path.ParentOf(1), path.ParentOf(9)));
        Assert.Equal((path.Parent, path.Parent.Parent, Root), (path.ParentOf(-1), path.ParentOf(-2), path.ParentOf(-9)));
    }

    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("foo/bar#12", "foo,bar#12")]
    [InlineData("akka%3A%2F%2Fsys%40127.0.0.1", "akka%3A%2F%2Fsys%40127.0.0.1")]
    [InlineData("akka://sys/user/foo", null)]
    public void RelativePaths_AreTakenApart_WholeOnesAreNot(string text, string? elements) =>
        Assert.Equal(elements?.Split(','), RelativeActorPath.Unapply(text));

    [Fact]
    public void ToStringWithAddress_TakesTheAddressGiven_UnlessItHasAHostOfItsOwn()
    {
        var a = new Address("akka.tcp", "mysys", "aaa", 2552);
        var b = new Address("akka.tcp", "mysys", "192.168.107.1", 2552);

        Assert.Equal("akka.tcp://mysys@192.168.107.1:2552/", Root.ToStringWithAddress(b));
        Assert.Equal("akka.tcp://mysys@192.168.107.1:2552/user/foo", (Root / "user" / "foo").ToStringWithAddress(b));
        Assert.Equal("akka.tcp://mysys@aaa:2552/user", (new RootActorPath(a) / "user").ToStringWithAddress(b));
        Assert.Equal("akka.tcp://mysys@aaa:2552/user#7", (Root / "user#7").ToSerializationFormatWithAddress(a));
    }

    [Theory]
    [InlineData("aKKa://sYstEm/pAth1/pAth2", "akka://sYstEm/pAth1/pAth2")]
    [InlineData("aKKa://sYstEm@hOst:4711/pAth1/", "akka://sYstEm@host:4711/pAth1")]
    [InlineData("akka.tcp://sys@host:1234/some/ref#5", "akka.tcp://sys@host:1234/some/ref#5")]
    [InlineData("akka://sys", "akka://sys/")]
    [InlineData("akka://sys@[::1]:80/a", "akka://sys@[::1]:80/a")]
    public void Parse_ReadsWhatItWrites_WithProtocolAndHostInLowerCase(string text, string canonical)
    {
        Assert.True(ActorPath.TryParse(text, out var path));
        Assert.Equal(canonical, path.ToSerializationFormat());
        Assert.Equal(path, ActorPath.Parse(canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/user/a")]
    [InlineData("://hallo")]
    [InlineData("s://dd@:12")]
    [InlineData("akka://dd@:12")]
    [InlineData("akka://@h:12")]
    [InlineData("akka://dd@h:hd")]
    [InlineData("akka://dd@h:70000")]
    [InlineData("foo://user")]
    [InlineData("akka://sys/a#x")]
    public void Parse_Malformed_IsRefused(string text)
    {
        Assert.False(ActorPath.TryParse(text, out _));
        Assert.Throws<UriFormatException>(() => ActorPath.Parse(text));
    }

    [Fact]
    public void Parse_Relative_StartsAtTheBase()
    {
        Assert.True(ActorPath.TryParse(Root / "user", "a/b#3", out var path));
        Assert.Equal("akka.tcp://mysys/user/a/b#3", path.ToStringWithUid());
        Assert.True(ActorPath.TryParse(Root, "akka://other/x", out path));
        Assert.Equal("akka://other/x", path.ToString());
    }

    [Fact]
    public void Parts_AreThoseOfTheTree()
    {
        var path = Root / "user" / "foo" / "bar#9";

        Assert.Equal(["user", "foo", "bar"], path.Elements);
        Assert.Equal(["user", "foo", "bar#9"], path.ElementsWithUid);
        Assert.Empty(Root.ElementsWithUid);
        Assert.Equal(("bar", 9L, 3), (path.Name, path.Uid, path.Depth));
        Assert.Same(Root, path.Root);
        Assert.Same(Root, Root.Parent);
        Assert.Equal(Root / "user" / "foo", path.Parent);
        Assert.Equal("mysys", path.Address.System);
        Assert.Throws<NotSupportedException>(() => Root.WithUid(1));
    }

    [Fact]
    public void Equality_IsByAddressAndNames_NotByUid()
    {
        Assert.Equal(Root / "a" / "b#1", Root / "a" / "b#2");
        Assert.Equal((Root / "a" / "b#1").GetHashCode(), (Root / "a" / "b#2").GetHashCode());
        Assert.True(Root / "a" == Root / "a");
        Assert.NotEqual(Root / "a" / "b", Root / "b");
        Assert.NotEqual(Root / "a", new RootActorPath(new Address("akka", "mysys")) / "a");
        Assert.NotEqual(ActorPath.Parse("akka.tcp://sys@localhost:8080/user"), ActorPath.Parse("akka://sys/user"));
        Assert.False(Root / "a" == null);
    }

    [Fact]
    public void Order_IsByNamesFromTheRight()
    {
        Assert.True(Root / "b" / "a" < Root / "a" / "b");
        Assert.True(Root / "a" / "c" < Root / "b" / "c");
        Assert.True(Root > Root / "a");
        Assert.Equal(0, (Root / "a#1").CompareTo(Root / "a#2"));
        Assert.Equal(1, Root.CompareTo(null));
    }

    [Theory]
    [InlineData("$NoDollarInFront", false)]
    [InlineData("A$Dollar", true)]
    [InlineData("-$x", true)]
    [InlineData("(42)", true)]
    [InlineData("%32", true)]
    [InlineData("%3", false)]
    [InlineData("%zz", false)]
    [InlineData("a%3a%2f%2fb%40c-1", true)]
    [InlineData(@"Characters;::@&=+,.!~*'_", true)]
    [InlineData("/slash", false)]
    [InlineData("a/slash", false)]
    [InlineData("a b", false)]
    [InlineData("a#1", false)]
    [InlineData("Ⅷ⅓", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsValidPathElement_AsciiAndEscapesOnly(string? element, bool valid) => Assert.Equal(valid, ActorPath.IsValidPathElement(element));

    [Theory]
    [InlineData("$x")]
    [InlineData("ÎnternationalCharactersÅÄÖØê")]
    [InlineData("Reserved:;/?:@&=+$,")]
    [InlineData("Using parenthesis(4711)")]
    public void IsValidPathElement_TakesUrlEncodedText(string text) => Assert.True(ActorPath.IsValidPathElement(WebUtility.UrlEncode(text)));
}
