using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>The effective configuration: every layer merged, resolved and checked.</summary>
public sealed class NodeConfiguration
{
    private NodeConfiguration(HoconObject root, NodeOptions options) => (Root, Options) = (root, options);

    /// <summary>The merged settings from the root, each value with its origin.</summary>
    public HoconObject Root { get; }

    public NodeOptions Options { get; }

    /// <summary>Reads and checks all layers.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; it lists everything that is, not only the first.</exception>
    public static NodeConfiguration Load(ConfigurationInputs inputs)
    {
        var problems = new List<ConfigurationProblem>();
        var merged = ConfigurationLayers.Read(inputs, problems);
        NodeConfiguration? configuration = null;
        try
        {
            var root = merged.Resolve(name => inputs.Environment.GetValueOrDefault(name));
            KnownNames.Check(ConfigurationLayers.Reference().Resolve(), root, problems);
            configuration = new NodeConfiguration(root, OptionsBinder.Bind(new SectionReader(root, "", problems).Section(ConfigurationLayers.Root)));
        }
        catch (HoconException e)
        {
            problems.Add(new ConfigurationProblem("", e.Message, e.Origin));
        }

        return problems.Count == 0 && configuration is not null ? configuration : throw new ConfigurationException(problems);
    }
}
