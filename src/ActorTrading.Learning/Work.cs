using System.Runtime.ExceptionServices;

namespace ActorTrading.Learning;

/// <summary>Independent pieces of one computation, on up to the given number of threads. Pieces must not share results, so that scheduling cannot reach a number.</summary>
internal static class Work
{
    public static void For(int count, int threads, Action<int> piece)
    {
        if (threads <= 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                piece(i);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, piece);
        }
        catch (AggregateException e)
        {
            // A piece's exception looks the same for any number of threads.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
