using ActorTrading.Market.Observations;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Observations;

public sealed class ObservationHistoryTests
{
    private const long Day = 86_400_000_000;

    [Fact]
    public void At_AnyTime_IsTheLatestEventKnownByThenInItsLatestVersion() =>
        Prop.ForAll(
            Observations().ToArbitrary(),
            Gen.Choose(0, 60).Select(t => (long)t).ToArbitrary(),
            (observations, time) =>
            {
                Observation? expected = observations.Where(o => o.KnownAt <= time).OrderBy(o => o.EventTime).ThenBy(o => o.KnownAt).Select(o => (Observation?)o).LastOrDefault();

                var found = new ObservationHistory(observations).At(time);

                Assert.Equal((expected?.EventTime, expected?.KnownAt), (found?.EventTime, found?.KnownAt));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_WhatIsLearnedLater_ChangesNothingBefore() =>
        Prop.ForAll(
            Observations().ToArbitrary(),
            Observations().ToArbitrary(),
            Gen.Choose(0, 30).Select(t => (long)t).ToArbitrary(),
            (early, later, time) =>
            {
                var learned = later.Select(o => o with { KnownAt = o.KnownAt + time + 1 }).ToList();

                Assert.Equal(new ObservationHistory(early).At(time), new ObservationHistory([.. learned, .. early]).At(time));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Join_AbsentAndStaleValues_AreNotANumber()
    {
        var history = new ObservationHistory([new Observation(0, Day, 47), new Observation(Day, 2 * Day, 33), new Observation(Day, 5 * Day, 34)]);

        var values = history.Join([0, Day - 1, Day, (2 * Day) - 1, 2 * Day, 4 * Day, (4 * Day) + 1, 5 * Day], TimeSpan.FromDays(3));

        Assert.Equal([double.NaN, double.NaN, 47, 47, 33, 33, double.NaN, double.NaN], values);
        Assert.Equal(34, history.At(5 * Day)!.Value.Value);
        Assert.Null(new ObservationHistory([]).At(long.MaxValue));
    }

    private static Gen<List<Observation>> Observations() =>
        (from e in Gen.Choose(0, 20) from lag in Gen.Choose(0, 30) from v in Gen.Choose(0, 100) select new Observation(e, e + lag, v))
        .ListOf().Select(o => o.DistinctBy(x => (x.EventTime, x.KnownAt)).ToList());
}
