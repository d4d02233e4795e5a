/**
 * Modelled cycles of taking an event, beside the handler's own instructions. Round numbers of the order that is measured
 * on processors of the last ten years; VMXray's time is a model, not a measurement.
 */
export const EVENT_DELIVERY_CYCLES = 60;
/** An SMI writes the state-save area. */
export const SMI_CYCLES = 1000;
