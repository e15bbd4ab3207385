using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorTrading.Node.Tests.Processes;

/// <summary>The real executable as a process of its own.</summary>
internal sealed partial class Executable : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Executable(string file, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "actortrading");

    public string Output => Text(_output);

    public string Error => Text(_error);

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Where its HTTP side listens, once the banner is there; else null.</summary>
    public string? Address
    {
        get
        {
            var lines = Output.Split('\n');
            return Array.Find(lines, l => l.Contains("API docs  ", StringComparison.Ordinal))?.Replace("API docs", "", StringComparison.Ordinal).Replace("/swagger", "", StringComparison.Ordinal).Trim();
        }
    }

    public static Executable Start(params IEnumerable<string> arguments) => new(Path, arguments, []);

    public static async Task<Run> RunAsync(params IEnumerable<string> arguments) => await RunAsync(Path, arguments);

    public static async Task<Run> RunAsync(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        await using var started = new Executable(file, arguments, environment);
        return await started.EndAsync();
    }

    public async Task<Run> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return new Run(_process.ExitCode, Output, Error);
    }

    /// <summary>Waits until it serves, or ends before.</summary>
    public async Task<string> ServesAsync()
    {
        await Eventually.TrueAsync(() => Address is not null || HasEnded, "the node serves", Limit);
        Assert.True(Address is not null, $"The node ended early: {Error}");
        return Address!;
    }

    public void Kill() => _process.Kill();

    public void Send(int signal) => Assert.Equal(0, NativeKill(_process.Id, signal));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(CultureInfo.InvariantCulture, $"{line}\n");
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int process, int signal);

    internal readonly record struct Run(int Code, string Output, string Error);
}
