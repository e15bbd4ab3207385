namespace ActorTrading.Actors;

public sealed partial class CoordinatedShutdown
{
    /// <summary>Why the system ends. Derive from it for reasons of your own.</summary>
    public class Reason
    {
        /// <summary>For reasons of your own.</summary>
        protected Reason()
        {
        }
    }

    /// <summary>Nobody said.</summary>
    public sealed class UnknownReason : Reason
    {
        /// <summary>The one instance: reasons of this kind are compared by reference.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public sealed class ActorSystemTerminateReason : Reason
    {
        /// <summary>The one instance: reasons of this kind are compared by reference.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public sealed class ClrExitReason : Reason
    {
        /// <summary>The one instance: reasons of this kind are compared by reference.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }

    /// <summary>The cluster took the node for dead.</summary>
    public sealed class ClusterDowningReason : Reason
    {
        /// <summary>The one instance: reasons of this kind are compared by reference.</summary>
        public static readonly Reason Instance = new ClusterDowningReason();

        private ClusterDowningReason()
        {
        }
    }

    /// <summary>The node leaves the cluster.</summary>
    public sealed class ClusterLeavingReason : Reason
    {
        /// <summary>The one instance: reasons of this kind are compared by reference.</summary>
        public static readonly Reason Instance = new ClusterLeavingReason();

        private ClusterLeavingReason()
        {
        }
    }
}
