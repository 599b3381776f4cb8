import { describeContract, describeWireContract } from "./contract.js";
import { nodeBinding } from "./node-binding.js";

describeContract(nodeBinding);
describeWireContract(nodeBinding);
