namespace ActorTrading.Engine.Tests.Running;

/// <summary>What a scripted model does instead of answering.</summary>
internal enum Fault
{
    None,
    Throw,
    NotANumber,
    SumIsNotOne,
    Hang,
}
