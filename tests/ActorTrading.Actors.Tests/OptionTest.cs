namespace ActorTrading.Actors.Tests;

public sealed class OptionTest
{
    [Fact]
    public void NullAndDefault_AreMissing()
    {
        Assert.Equal(Option<string>.None, new Option<string>(null));
        Assert.True(Option<string>.None.IsEmpty);
        Assert.False(Option<int>.None.HasValue);
        Assert.Equal("None", Option<int>.None.ToString());
        Assert.True(Option<int>.None != Option<int>.Create(0));
    }

    [Fact]
    public void Value_IsHandedOn()
    {
        Option<string> some = "x";

        Assert.True(some == new Option<string>("x"));
        Assert.Equal("x", some.Value);
        Assert.Equal("x", some.GetOrElse("y"));
        Assert.Equal(1, some.Select(static s => s.Length).Value);
        Assert.Equal(new Option<int>(1), some.FlatSelect(static s => new Option<int>(s.Length)));
        Assert.Equal(some, some.OrElse("y"));
        var seen = string.Empty;
        some.OnSuccess(s => seen = s);
        Assert.Equal("x", seen);
    }

    [Fact]
    public void Missing_GivesWayToTheAlternative()
    {
        Assert.Equal("y", Option<string>.None.GetOrElse("y"));
        Assert.Equal("y", Option<string>.None.OrElse("y").Value);
        Assert.True(Option<string>.None.Select(static s => s.Length).IsEmpty);
        Assert.True(Option<string>.None.FlatSelect(static s => new Option<int>(s.Length)).IsEmpty);
        Option<string>.None.OnSuccess(static _ => Assert.Fail("There is no value."));
    }
}
