using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Explanation;

/// <summary>
/// Exact Shapley values of one tree in O(leaves · depth²) (Lundberg et al. 2018 and 2020, algorithm 2). The game's value of a set of features
/// is the tree's answer when only they are known: a known feature follows the row, an unknown one both branches by the share of the
/// training rows that went there. The path to a node is kept with, for each number of known features, the weight of all sets of that size.
/// </summary>
internal readonly ref struct TreeShap(TreeView tree, ReadOnlySpan<double> row, Span<TreeShap.Step> work, Span<double> contributions)
{
    private readonly ReadOnlySpan<double> _row = row;
    private readonly Span<Step> _work = work;
    private readonly Span<double> _contributions = contributions;

    /// <summary>Room that a tree of this depth needs: a path per level, each one step longer than the last.</summary>
    public static int WorkSteps(int depth) => (depth + 1) * (depth + 2) / 2;

    /// <summary>Adds each feature's part of the answer to <c>contributions</c>.</summary>
    public void Run() => Visit(0, 0, 0, new Step(-1, 1, 1, 0));

    /// <param name="start">Where in the work space this node's path lies.</param>
    /// <param name="length">Steps of the parent's path, which lies right before it.</param>
    /// <param name="edge">The step that leads here.</param>
    private void Visit(int node, int start, int length, Step edge)
    {
        var path = _work.Slice(start, length + 1);
        if (length > 0)
        {
            _work.Slice(start - length, length).CopyTo(path);
        }

        // A feature cut again is one step still: its fractions are multiplied.
        var count = length;
        for (var i = 1; i < length; i++)
        {
            if (path[i].Feature == edge.Feature)
            {
                edge = edge with { Unknown = edge.Unknown * path[i].Unknown, Known = edge.Known * path[i].Known };
                Remove(path[..length], i);
                count = length - 1;
                break;
            }
        }

        Append(path[..(count + 1)], edge);
        path = path[..(count + 1)];
        var feature = tree.Feature[node];
        if (feature < 0)
        {
            for (var i = 1; i < path.Length; i++)
            {
                _contributions[path[i].Feature] += WeightWithout(path, i) * (path[i].Known - path[i].Unknown) * tree.Value[node];
            }

            return;
        }

        var value = _row[feature];
        var goesLeft = value < tree.Threshold[node] || (double.IsNaN(value) && tree.DefaultLeft[node]);
        var (left, right) = (tree.Left[node], tree.Right[node]);

        // A shortened path ends before the room that was set aside: the children's paths follow its real end.
        Visit(left, start + path.Length, path.Length, new Step(feature, tree.Cover[left] / tree.Cover[node], goesLeft ? 1 : 0, 0));
        Visit(right, start + path.Length, path.Length, new Step(feature, tree.Cover[right] / tree.Cover[node], goesLeft ? 0 : 1, 0));
    }

    /// <summary>Makes <paramref name="step"/> the last one: every set of features continues with it and without it.</summary>
    private static void Append(Span<Step> path, Step step)
    {
        var last = path.Length - 1;
        path[last] = step with { Weight = last == 0 ? 1 : 0 };
        for (var i = last - 1; i >= 0; i--)
        {
            var weight = path[i].Weight;
            path[i + 1] = path[i + 1] with { Weight = path[i + 1].Weight + (step.Known * weight * (i + 1) / path.Length) };
            path[i] = path[i] with { Weight = step.Unknown * weight * (last - i) / path.Length };
        }
    }

    /// <summary>Takes step <paramref name="at"/> out again; the last place is then free.</summary>
    private static void Remove(Span<Step> path, int at)
    {
        var last = path.Length - 1;
        var (known, unknown) = (path[at].Known, path[at].Unknown);
        var next = path[last].Weight;
        for (var i = last - 1; i >= 0; i--)
        {
            var weight = path[i].Weight;
            if (known != 0)
            {
                var without = next * path.Length / ((i + 1) * known);
                path[i] = path[i] with { Weight = without };
                next = weight - (without * unknown * (last - i) / path.Length);
            }
            else
            {
                path[i] = path[i] with { Weight = weight * path.Length / (unknown * (last - i)) };
            }
        }

        for (var i = at; i < last; i++)
        {
            path[i] = path[i + 1] with { Weight = path[i].Weight };
        }
    }

    /// <summary>Weight of all sets once step <paramref name="at"/> is taken out, with the path left as it is.</summary>
    private static double WeightWithout(ReadOnlySpan<Step> path, int at)
    {
        var last = path.Length - 1;
        var (known, unknown) = (path[at].Known, path[at].Unknown);
        var next = path[last].Weight;
        var sum = 0.0;
        for (var i = last - 1; i >= 0; i--)
        {
            if (known != 0)
            {
                var weight = next * path.Length / ((i + 1) * known);
                sum += weight;
                next = path[i].Weight - (weight * unknown * (last - i) / path.Length);
            }
            else
            {
                sum += path[i].Weight * path.Length / (unknown * (last - i));
            }
        }

        return sum;
    }

    /// <summary>One feature on the path; the first step stands for none.</summary>
    /// <param name="Unknown">Share of the training rows that come this way when the feature is unknown.</param>
    /// <param name="Known">1 when the row itself comes this way, 0 when it does not.</param>
    /// <param name="Weight">Weight of the sets with as many known features as steps stand before this one.</param>
    public readonly record struct Step(int Feature, double Unknown, double Known, double Weight);
}
