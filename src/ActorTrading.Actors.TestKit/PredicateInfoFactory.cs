namespace ActorTrading.Actors.TestKit;

/// <summary>Makes predicates for <see cref="TestKitBase.ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>.</summary>
public static class PredicateInfoFactory
{
    /// <inheritdoc cref="PredicateInfo.Create{T}(Predicate{T})"/>
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);
}
