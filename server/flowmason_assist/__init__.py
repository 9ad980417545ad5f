"""flowmason-assist: the brain behind the editor for FlowMason pipelines."""

__version__ = "0.1.0"
