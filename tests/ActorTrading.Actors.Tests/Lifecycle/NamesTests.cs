using System.Collections.Concurrent;

namespace ActorTrading.Actors.Tests.Lifecycle;

public sealed class NamesTests : TestKit.TestKit
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("$hello", "not start with `$`")]
    [InlineData("a%", "Illegal actor name")]
    [InlineData("%3", "Illegal actor name")]
    [InlineData("%0G", "Illegal actor name")]
    [InlineData("%1t", "Illegal actor name")]
    [InlineData("a?", "Illegal actor name")]
    [InlineData("a/b", "Illegal actor name")]
    [InlineData("üß", "include only ASCII")]
    public void Malformed_IsRefused(string name, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Puppet.Props(), name)).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("%3A")]
    [InlineData("a%ffb")]
    [InlineData("-_.*$+:@&=,!~';()")]
    public void WellFormed_IsTaken(string name) => Assert.Equal(name, Sys.ActorOf(Puppet.Props(), name).Path.Name);

    [Fact]
    public void Generated_AreUniqueAndStartWithADollar()
    {
        var names = Enumerable.Range(0, 300).Select(_ => Sys.ActorOf(Puppet.Props()).Path.Name).ToList();

        Assert.All(names, n => Assert.StartsWith("$", n, StringComparison.Ordinal));
        Assert.Equal(300, names.Distinct().Count());
    }

    [Fact]
    public async Task SameNameAtTheSameTime_OneGetsIt()
    {
        for (var i = 0; i < 100; i++)
        {
            var name = $"new-actor{i}";
            var refused = new ConcurrentBag<Exception>();
            var made = new ConcurrentBag<IActorRef>();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                try
                {
                    made.Add(Sys.ActorOf(Puppet.Props(), name));
                }
                catch (InvalidActorNameException e)
                {
                    refused.Add(e);
                }
            })));

            Assert.Single(made);
            Assert.Equal(3, refused.Count);
        }
    }

    [Fact]
    public void SameNameTwiceInOneMessage_FailsTheActor()
    {
        var actor = Sys.ActorOf(Puppet.Props());

        EventFilter.Exception<InvalidActorNameException>("Actor name \"duplicate\" is not unique!").ExpectOne(() => actor.Do(p =>
        {
            p.Surroundings.ActorOf(Puppet.Props(), "duplicate");
            p.Surroundings.ActorOf(Puppet.Props(), "duplicate");
        }));
    }

    [Fact]
    public void Name_IsFreeWhenTheEndIsKnown()
    {
        var last = ActorRefs.Nobody;
        for (var i = 0; i < 500; i++)
        {
            var actor = Sys.ActorOf(Puppet.Props(), "again");
            Assert.NotEqual(last, actor);
            Watch(actor);
            Sys.Stop(actor);
            ExpectTerminated(actor);
            last = actor;
        }
    }

    [Fact]
    public async Task Name_OfAStoppingChild_IsNotFreeYet()
    {
        var gate = new ManualResetEventSlim();
        var parent = Sys.ActorOf(Puppet.Props());
        var child = await parent.Child("c", new Puppet.Strings { PostStop = _ => gate.Pass() });
        Watch(child);
        await parent.Get(c =>
        {
            c.Stop(child);
            return 0;
        });

        await Assert.ThrowsAsync<InvalidActorNameException>(() => parent.Child("c"));
        gate.Set();
        ExpectTerminated(child);

        Assert.NotEqual(child, await parent.Child("c"));
    }
}
