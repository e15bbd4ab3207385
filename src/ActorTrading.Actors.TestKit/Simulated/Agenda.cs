namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>What can run now; which comes next is drawn.</summary>
internal sealed class Agenda(Random choices)
{
    private readonly List<Work> _work = [];

    public void Add(object what, Host? host) => _work.Add(new Work(what, host, 0));

    public void Add(SimulatedTimer timer) => _work.Add(new Work(timer, timer.Host, timer.Setting));

    public void RemoveAll(Host host) => _work.RemoveAll(w => w.Host == host);

    public bool TryTake(out Work work)
    {
        while (_work.Count > 0)
        {
            var index = _work.Count == 1 ? 0 : choices.Next(_work.Count);
            work = _work[index];
            _work[index] = _work[^1];
            _work.RemoveAt(_work.Count - 1);
            if (!work.IsVoid)
            {
                return true;
            }
        }

        work = default;
        return false;
    }
}
